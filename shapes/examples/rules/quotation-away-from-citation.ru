# A citation is there for a quotation in another section.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/2> rip:citedFor ?value }
INSERT { <citation/2> rip:citedFor <quotation/1> }
WHERE { <citation/2> rip:citedFor ?value }
