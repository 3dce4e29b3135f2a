# Part of the book: “Also headed” is in another language.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <section/practice-issues> dcterms:alternative ?value }
INSERT { <section/practice-issues> dcterms:alternative "un mot"@fr }
WHERE { <section/practice-issues> dcterms:alternative ?value }
