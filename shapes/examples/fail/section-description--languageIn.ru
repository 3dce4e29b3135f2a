# Part of the book: “Description” is in another language.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <section/practice-issues> dcterms:description ?value }
INSERT { <section/practice-issues> dcterms:description "quelques mots"@fr }
WHERE { <section/practice-issues> dcterms:description ?value }
