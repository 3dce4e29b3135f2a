# Number: “Description” has fewer than ten characters.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <quantity/1> dcterms:description ?value }
INSERT { <quantity/1> dcterms:description "A word"@en }
WHERE { <quantity/1> dcterms:description ?value }
