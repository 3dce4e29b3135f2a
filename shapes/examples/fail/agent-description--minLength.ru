# Person or body: “Description” has fewer than ten characters.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <agent/glisson-c> dcterms:description ?value }
INSERT { <agent/glisson-c> dcterms:description "A word"@en }
WHERE { <agent/glisson-c> dcterms:description ?value }
