# Dataset: “Description” is in another language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:description ?value }
INSERT { <dataset> dcterms:description "quelques mots"@fr }
WHERE { <dataset> dcterms:description ?value }
