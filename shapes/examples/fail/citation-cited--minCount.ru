# Citation: “Cites” is missing.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

DELETE WHERE { <citation/1> cito:hasCitedEntity ?value }
