# Component: “Dimension” is text, not an address.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE { <cube/outcomes-level> qb:dimension ?value }
INSERT { <cube/outcomes-level> qb:dimension "text" }
WHERE { <cube/outcomes-level> qb:dimension ?value }
