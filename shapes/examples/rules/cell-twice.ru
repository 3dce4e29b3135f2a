# Two cells stand in the same row and column.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <observation/2> rip:impactResult ?value }
INSERT { <observation/2> rip:impactResult <impact-result/positive> }
WHERE { <observation/2> rip:impactResult ?value }
