# Statement: “Known through” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <claim/B9-1> rip:citedThrough ?value }
INSERT { <claim/B9-1> rip:citedThrough <agent/frost-n> }
WHERE { <claim/B9-1> rip:citedThrough ?value }
