# Publication: “Cites” has no address.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

DELETE { <reference/A1> cito:cites ?value }
INSERT { <reference/A1> cito:cites "words" }
WHERE { <reference/A1> cito:cites ?value }
