# Citation: “Cited by” does not have the form wanted.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

DELETE { <citation/1> cito:hasCitingEntity ?value }
INSERT { <citation/1> cito:hasCitingEntity <reference/A2> }
WHERE { <citation/1> cito:hasCitingEntity ?value }
