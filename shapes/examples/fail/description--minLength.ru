# Dataset: “Description” has fewer than ten characters.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:description ?value }
INSERT { <dataset> dcterms:description "A word"@en }
WHERE { <dataset> dcterms:description ?value }
