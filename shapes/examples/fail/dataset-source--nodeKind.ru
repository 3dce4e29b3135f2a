# Dataset: “Source” has no address.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:source ?value }
INSERT { <dataset> dcterms:source "words" }
WHERE { <dataset> dcterms:source ?value }
