# A citation of A1 is known through A1.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/1> rip:citedThrough ?value }
INSERT { <citation/1> rip:citedThrough <reference/A1> }
WHERE { <citation/1> rip:citedThrough ?value }
