# Publication: “Abstract” has fewer than ten characters.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:abstract ?value }
INSERT { <reference/A1> dcterms:abstract "A word"@en }
WHERE { <reference/A1> dcterms:abstract ?value }
