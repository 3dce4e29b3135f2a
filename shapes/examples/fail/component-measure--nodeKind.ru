# Component: “Measure” is text, not an address.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE { <cube/outcomes-count> qb:measure ?value }
INSERT { <cube/outcomes-count> qb:measure "text" }
WHERE { <cube/outcomes-count> qb:measure ?value }
