# The second quotation has position 3.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <quotation/2> rip:position ?value }
INSERT { <quotation/2> rip:position 3 }
WHERE { <quotation/2> rip:position ?value }
