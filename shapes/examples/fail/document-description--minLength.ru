# Publication: “Description” has fewer than ten characters.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:description ?value }
INSERT { <reference/A1> dcterms:description "A word"@en }
WHERE { <reference/A1> dcterms:description ?value }
