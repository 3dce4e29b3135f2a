# The title is another than in the entry.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:title ?value }
INSERT { <reference/A1> dcterms:title "The effect of it"@en }
WHERE { <reference/A1> dcterms:title ?value }
