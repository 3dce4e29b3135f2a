# Part of the book: “Part of” is written otherwise.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <section/body-matter> dcterms:isPartOf ?value }
INSERT { <section/body-matter> dcterms:isPartOf <elsewhere> }
WHERE { <section/body-matter> dcterms:isPartOf ?value }
