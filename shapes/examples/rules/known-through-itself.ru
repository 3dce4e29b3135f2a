# A claim of B9 is known through B9.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <claim/B9-1> rip:citedThrough ?value }
INSERT { <claim/B9-1> rip:citedThrough <reference/B9> }
WHERE { <claim/B9-1> rip:citedThrough ?value }
