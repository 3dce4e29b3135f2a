# Event: “When” is missing.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <event/an-inquiry-1974> dcterms:date ?value };
DELETE WHERE { <event/an-inquiry-1974> dcterms:temporal ?value }
