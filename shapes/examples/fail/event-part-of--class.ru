# Event: “Part of” is a thing of another kind.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <event/a-death-1973> dcterms:isPartOf ?value }
INSERT { <event/a-death-1973> dcterms:isPartOf <agent/nobody> }
WHERE { <event/a-death-1973> dcterms:isPartOf ?value }
