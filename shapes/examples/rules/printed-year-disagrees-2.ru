# The year of the review is another than the printed one.
# base: pass/review.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <review> dcterms:issued ?value }
INSERT { <review> dcterms:issued "2004"^^xsd:gYear }
WHERE { <review> dcterms:issued ?value }
