# Study: “Sample” is a thing of another kind.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <study/A9> rip:sample ?value }
INSERT { <study/A9> rip:sample <agent/nobody> }
WHERE { <study/A9> rip:sample ?value }
