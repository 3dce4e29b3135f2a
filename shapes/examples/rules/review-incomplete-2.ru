# The book has lost its statement of rights.
# base: pass/review.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <review> dcterms:rights ?value }
