# Definition: “Defines” is a thing of another kind.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <definition/B9-1> rip:defines ?value }
INSERT { <definition/B9-1> rip:defines <agent/nobody> }
WHERE { <definition/B9-1> rip:defines ?value }
