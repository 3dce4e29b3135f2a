# Citation: “Known through” does not have the form wanted.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/1> rip:citedThrough ?value }
INSERT { <citation/1> rip:citedThrough <agent/frost-n> }
WHERE { <citation/1> rip:citedThrough ?value }
