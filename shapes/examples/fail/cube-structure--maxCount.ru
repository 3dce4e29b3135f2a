# Data cube: it has two structures.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  <cube/outcomes> qb:structure <cube/other-structure> .
  <cube/other-structure> a qb:DataStructureDefinition ; rdfs:label "Another structure"@en ; qb:component <cube/outcomes-level>
}
