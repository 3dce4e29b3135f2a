# Data cube: a cube is one of its components.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

INSERT DATA { <cube/outcomes-structure> qb:component <cube/outcomes> }
