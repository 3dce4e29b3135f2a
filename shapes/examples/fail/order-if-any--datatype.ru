# Conclusion: “Order” has another datatype.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <conclusion/1> rip:position ?value }
INSERT { <conclusion/1> rip:position 1.0 }
WHERE { <conclusion/1> rip:position ?value }
