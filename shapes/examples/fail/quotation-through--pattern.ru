# Quotation: “Known through” does not have the form wanted.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <quotation/1> rip:citedThrough ?value }
INSERT { <quotation/1> rip:citedThrough <agent/frost-n> }
WHERE { <quotation/1> rip:citedThrough ?value }
