# Data cube: “Source” is missing.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <cube/outcomes> dcterms:source ?value }
