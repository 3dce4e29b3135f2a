# Data cube: it holds no observation.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE WHERE { ?cell a qb:Observation ; ?property ?value }
