# Part of the book: “Part of” is missing.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <section/body-matter> dcterms:isPartOf ?value }
