# Observation: “Of the table” is a thing of another kind.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE { <observation/1> qb:dataSet ?value }
INSERT { <observation/1> qb:dataSet <agent/nobody> }
WHERE { <observation/1> qb:dataSet ?value }
