# Publication: “Order” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <reference/A1> rip:position ?value }
INSERT { <reference/A1> rip:position "1"^^xsd:decimal }
WHERE { <reference/A1> rip:position ?value }
