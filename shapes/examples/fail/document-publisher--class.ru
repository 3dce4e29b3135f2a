# Publication: “Publisher” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A2> dcterms:publisher ?value }
INSERT { <reference/A2> dcterms:publisher <agent/nobody> }
WHERE { <reference/A2> dcterms:publisher ?value }
