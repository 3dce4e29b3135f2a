# Dataset: “Issued” is given twice.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <dataset> dcterms:issued "2026-11-23T00:00:00Z"^^xsd:dateTime }
