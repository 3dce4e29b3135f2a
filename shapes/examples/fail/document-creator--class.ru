# Publication: “Authors” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:creator ?value }
INSERT { <reference/A1> dcterms:creator <agent/nobody> }
WHERE { <reference/A1> dcterms:creator ?value }
