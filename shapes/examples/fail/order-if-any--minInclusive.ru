# Conclusion: “Order” is too small.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <conclusion/1> rip:position ?value }
INSERT { <conclusion/1> rip:position 0 }
WHERE { <conclusion/1> rip:position ?value }
