# Person or body: “Description” is in another language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <agent/glisson-c> dcterms:description ?value }
INSERT { <agent/glisson-c> dcterms:description "quelques mots"@fr }
WHERE { <agent/glisson-c> dcterms:description ?value }
