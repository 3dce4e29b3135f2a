# Chapter of a book: “In the book” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <reference/A3> dcterms:isPartOf <work/a-series> }
