# Dataset: “Last changed” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <dataset> dcterms:modified ?value }
INSERT { <dataset> dcterms:modified "2026-11-22"^^xsd:date }
WHERE { <dataset> dcterms:modified ?value }
