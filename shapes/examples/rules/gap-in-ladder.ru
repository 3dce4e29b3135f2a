# No level leads to the upper rung.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <level/apart> rip:nextLevel ?value }
