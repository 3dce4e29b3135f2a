# Number: “Description” is in French.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <quantity/1> dcterms:description ?value }
INSERT { <quantity/1> dcterms:description "quelques mots"@fr }
WHERE { <quantity/1> dcterms:description ?value }
