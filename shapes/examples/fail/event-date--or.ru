# Event: “Date” is plain text.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <event/an-inquiry-1974> dcterms:date ?value }
INSERT { <event/an-inquiry-1974> dcterms:date "1974" }
WHERE { <event/an-inquiry-1974> dcterms:date ?value }
