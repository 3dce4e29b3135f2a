# Part of the dataset: “Description” has fewer than ten characters.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <tip/> dcterms:description ?value }
INSERT { <tip/> dcterms:description "A word"@en }
WHERE { <tip/> dcterms:description ?value }
