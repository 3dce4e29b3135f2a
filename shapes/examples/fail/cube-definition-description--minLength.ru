# Data cube: “Description” has fewer than ten characters.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <cube/outcomes-structure> dcterms:description ?value }
INSERT { <cube/outcomes-structure> dcterms:description "A word"@en }
WHERE { <cube/outcomes-structure> dcterms:description ?value }
