# Data cube: “Structure” is missing.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE WHERE { <cube/outcomes> qb:structure ?value }
