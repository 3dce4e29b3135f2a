# Event: “Date” does not have the form wanted.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <event/an-inquiry-1974> dcterms:date ?value }
INSERT { <event/an-inquiry-1974> dcterms:date "19O4"^^xsd:gYear }
WHERE { <event/an-inquiry-1974> dcterms:date ?value }
