# Two levels share a rung.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <level/wholly-together> rip:rank 0 }
