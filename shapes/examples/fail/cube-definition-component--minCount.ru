# Data cube: it has no components.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { <cube/other-structure> a qb:DataStructureDefinition ; rdfs:label "Another text"@en }
