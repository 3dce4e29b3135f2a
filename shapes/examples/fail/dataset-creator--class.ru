# Dataset: “Made by” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:creator ?value }
INSERT { <dataset> dcterms:creator <agent/nobody> }
WHERE { <dataset> dcterms:creator ?value }
