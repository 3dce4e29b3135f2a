# A cell stands in a row that the table does not have.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <observation/1> rip:impactLevel ?value }
INSERT { <observation/1> rip:impactLevel <impact-result/mixed> }
WHERE { <observation/1> rip:impactLevel ?value }
