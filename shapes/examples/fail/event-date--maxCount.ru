# Event: “Date” is given twice.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <event/an-inquiry-1974> dcterms:date "1975"^^xsd:gYear }
