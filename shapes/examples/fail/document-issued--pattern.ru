# Publication: “Published” has a letter for a digit.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <reference/A1> dcterms:issued ?value }
INSERT { <reference/A1> dcterms:issued "I998"^^xsd:gYear }
WHERE { <reference/A1> dcterms:issued ?value }
