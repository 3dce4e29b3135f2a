# Citation: “Description” has fewer than ten characters.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <citation/1> dcterms:description ?value }
INSERT { <citation/1> dcterms:description "A word"@en }
WHERE { <citation/1> dcterms:description ?value }
