# An inquiry is of 1974 by its address, of 1975 by its date.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <event/an-inquiry-1974> dcterms:date ?value }
INSERT { <event/an-inquiry-1974> dcterms:date "1975"^^xsd:gYear }
WHERE { <event/an-inquiry-1974> dcterms:date ?value }
