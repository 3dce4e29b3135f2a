# The structure has no dimension.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE WHERE { <cube/outcomes-level> qb:dimension ?value };
DELETE WHERE { <cube/outcomes-result> qb:dimension ?value };
DELETE DATA { <observation/2> qb:dataSet <cube/outcomes> }
