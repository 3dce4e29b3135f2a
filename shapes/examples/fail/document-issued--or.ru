# Publication: “Published” is a number, not a year.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <reference/A1> dcterms:issued ?value }
INSERT { <reference/A1> dcterms:issued "1998"^^xsd:integer }
WHERE { <reference/A1> dcterms:issued ?value }
