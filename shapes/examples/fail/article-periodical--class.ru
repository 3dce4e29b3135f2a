# Article: “Journal or magazine” is a book.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A1> dcterms:isPartOf ?value }
INSERT { <reference/A1> dcterms:isPartOf <reference/A2> }
WHERE { <reference/A1> dcterms:isPartOf ?value }
