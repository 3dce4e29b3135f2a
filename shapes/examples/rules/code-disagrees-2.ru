# The code begins with A, the category is B.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A4> rip:evidenceCategory ?value }
INSERT { <reference/A4> rip:evidenceCategory <evidence-category/B> }
WHERE { <reference/A4> rip:evidenceCategory ?value };
DELETE { <reference/A4> rip:position ?value }
INSERT { <reference/A4> rip:position 1 }
WHERE { <reference/A4> rip:position ?value };
DELETE DATA { <reference/A4> rip:locatedIn <section/list-a> };
INSERT DATA { <reference/A4> rip:locatedIn <section/list-b> }
