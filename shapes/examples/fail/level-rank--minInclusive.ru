# Partnership level: “Rank” is too small.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <level/apart> rip:rank ?value }
INSERT { <level/apart> rip:rank -1 }
WHERE { <level/apart> rip:rank ?value }
