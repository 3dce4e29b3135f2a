# Study: “Design or method” is missing.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <study/A9> rip:design ?value };
DELETE WHERE { <study/A9> rip:method ?value }
