# Observation: it belongs to two cubes.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  <observation/1> qb:dataSet <cube/other> .
  <cube/other> a qb:DataSet ; rdfs:label "Another"@en ; dcterms:title "Another"@en ; dcterms:description "Another cube."@en ; dcterms:source <reference/A17> ;
    qb:structure <cube/outcomes-structure> ; rip:locatedIn <section/table>
}
