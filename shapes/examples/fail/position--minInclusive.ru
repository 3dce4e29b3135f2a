# Concept: “Order” is too small.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <evidence-category/A> rip:position ?value }
INSERT { <evidence-category/A> rip:position 0 }
WHERE { <evidence-category/A> rip:position ?value }
