# A digit of the year is mistyped.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <reference/A4> dcterms:issued ?value }
INSERT { <reference/A4> dcterms:issued "2003"^^xsd:gYear }
WHERE { <reference/A4> dcterms:issued ?value }
