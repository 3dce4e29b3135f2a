# Data cube: “Description” is in French.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <cube/outcomes-structure> dcterms:description ?value }
INSERT { <cube/outcomes-structure> dcterms:description "quelques mots"@fr }
WHERE { <cube/outcomes-structure> dcterms:description ?value }
