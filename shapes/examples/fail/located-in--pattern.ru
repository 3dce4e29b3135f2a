# Publication: “Found in” is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:locatedIn ?value }
INSERT { <reference/A1> rip:locatedIn <elsewhere> }
WHERE { <reference/A1> rip:locatedIn ?value }
