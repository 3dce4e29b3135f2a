# Part of the book: “Description” has fewer than ten characters.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <section/practice-issues> dcterms:description ?value }
INSERT { <section/practice-issues> dcterms:description "A word"@en }
WHERE { <section/practice-issues> dcterms:description ?value }
