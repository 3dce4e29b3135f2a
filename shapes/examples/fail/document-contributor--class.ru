# Publication: “Editors and other contributors” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:contributor ?value }
INSERT { <reference/A1> dcterms:contributor <agent/nobody> }
WHERE { <reference/A1> dcterms:contributor ?value }
