# Event: “Place” is a thing of another kind.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <event/an-inquiry-1974> dcterms:spatial ?value }
INSERT { <event/an-inquiry-1974> dcterms:spatial <agent/nobody> }
WHERE { <event/an-inquiry-1974> dcterms:spatial ?value }
