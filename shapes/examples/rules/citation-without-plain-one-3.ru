# The review is said to cite A2, whose code is printed by mistake for A3.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

INSERT DATA { <review> cito:cites <reference/A2> }
