# Publication: “Description” is in another language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:description ?value }
INSERT { <reference/A1> dcterms:description "quelques mots"@fr }
WHERE { <reference/A1> dcterms:description ?value }
