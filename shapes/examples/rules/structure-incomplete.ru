# The structure has no measure.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE WHERE { <cube/outcomes-count> qb:measure ?value }
