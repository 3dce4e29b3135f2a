# Named graph: “Name for queries” has no address.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>

DELETE { <graph/tips> sd:name ?value }
INSERT { <graph/tips> sd:name "words" }
WHERE { <graph/tips> sd:name ?value }
