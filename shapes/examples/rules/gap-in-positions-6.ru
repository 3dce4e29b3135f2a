# The only narrower concept has position 2.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <level/wholly-together> rip:position ?value }
INSERT { <level/wholly-together> rip:position 2 }
WHERE { <level/wholly-together> rip:position ?value }
