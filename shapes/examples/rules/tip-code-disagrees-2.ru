# The address says tip 1, the position 0.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <tip/1> rip:position ?value }
INSERT { <tip/1> rip:position 0 }
WHERE { <tip/1> rip:position ?value }
