# The code begins with A, the category is B.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A3> rip:evidenceCategory ?value }
INSERT { <reference/A3> rip:evidenceCategory <evidence-category/B> }
WHERE { <reference/A3> rip:evidenceCategory ?value };
DELETE { <reference/A3> rip:position ?value }
INSERT { <reference/A3> rip:position 1 }
WHERE { <reference/A3> rip:position ?value }
