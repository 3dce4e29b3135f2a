# Dataset: “Title” is in another language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:title ?value }
INSERT { <dataset> dcterms:title "un mot"@fr }
WHERE { <dataset> dcterms:title ?value }
