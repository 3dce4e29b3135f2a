# The publisher is another one.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A4> dcterms:publisher ?value }
INSERT { <reference/A4> dcterms:publisher <agent/rip-ld-project> }
WHERE { <reference/A4> dcterms:publisher ?value }
