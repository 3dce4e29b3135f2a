# Part of the book: “Heading as printed” is in another language.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <section/practice-issues> dcterms:title ?value }
INSERT { <section/practice-issues> dcterms:title "un mot"@fr }
WHERE { <section/practice-issues> dcterms:title ?value }
