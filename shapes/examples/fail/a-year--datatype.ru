# Publication: “Published” is plain text where a year is wanted.
# base: pass/bibliography.ttl
# result: document-issued--or
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:issued ?value }
INSERT { <reference/A1> dcterms:issued "1998" }
WHERE { <reference/A1> dcterms:issued ?value }
