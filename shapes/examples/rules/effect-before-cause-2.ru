# A death of 1973 has influenced a book of 1972.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <work/a-book> dcterms:issued ?value }
INSERT { <work/a-book> dcterms:issued "1972"^^xsd:gYear }
WHERE { <work/a-book> dcterms:issued ?value }
