# Publication: “Part of” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A2> dcterms:isPartOf ?value }
INSERT { <reference/A2> dcterms:isPartOf <agent/nobody> }
WHERE { <reference/A2> dcterms:isPartOf ?value }
