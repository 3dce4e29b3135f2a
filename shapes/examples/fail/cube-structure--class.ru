# Data cube: “Structure” is a thing of another kind.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE { <cube/outcomes> qb:structure ?value }
INSERT { <cube/outcomes> qb:structure <agent/nobody> }
WHERE { <cube/outcomes> qb:structure ?value }
