# Partnership level: “Next level” is a thing of another kind.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <level/apart> rip:nextLevel ?value }
INSERT { <level/apart> rip:nextLevel <agent/nobody> }
WHERE { <level/apart> rip:nextLevel ?value }
