# Citation: “Description” is in French.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <citation/1> dcterms:description ?value }
INSERT { <citation/1> dcterms:description "quelques mots"@fr }
WHERE { <citation/1> dcterms:description ?value }
