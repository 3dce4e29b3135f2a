# A reference of category A stands in list B.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A4> rip:locatedIn ?value }
INSERT { <reference/A4> rip:locatedIn <section/list-b> }
WHERE { <reference/A4> rip:locatedIn ?value }
