# Part of the dataset: “Description” is in another language.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <tip/> dcterms:description ?value }
INSERT { <tip/> dcterms:description "quelques mots"@fr }
WHERE { <tip/> dcterms:description ?value }
