# The next level is two ranks higher.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <level/together> rip:rank ?value }
INSERT { <level/together> rip:rank 2 }
WHERE { <level/together> rip:rank ?value }
