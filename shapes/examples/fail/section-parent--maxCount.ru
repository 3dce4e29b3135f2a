# Part of the book: “Part of” is given twice.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <section/co-location> dcterms:isPartOf <section/body-matter> }
