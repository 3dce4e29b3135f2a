# Citation: “Cites” is given twice.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

INSERT DATA { <citation/1> cito:hasCitedEntity <reference/A2> }
