# A listed book has lost its publisher.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <reference/A2> dcterms:publisher ?value }
