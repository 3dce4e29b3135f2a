# Study: “Setting” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <study/A9> rip:setting ?value }
INSERT { <study/A9> rip:setting <place/london> }
WHERE { <study/A9> rip:setting ?value }
