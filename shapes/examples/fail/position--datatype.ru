# Concept: “Order” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <evidence-category/A> rip:position ?value }
INSERT { <evidence-category/A> rip:position "1"^^xsd:decimal }
WHERE { <evidence-category/A> rip:position ?value }
