# Part of the book: “Heading as printed” is given twice.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <section/practice-issues> dcterms:title "Another"@en }
