# Component: it belongs to no structure.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE DATA { <cube/outcomes-structure> qb:component <cube/outcomes-count> }
