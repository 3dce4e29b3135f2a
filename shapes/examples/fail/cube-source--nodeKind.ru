# Data cube: “Source” is text, not an address.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <cube/outcomes> dcterms:source ?value }
INSERT { <cube/outcomes> dcterms:source "text" }
WHERE { <cube/outcomes> dcterms:source ?value }
