# Project: “With” is a thing of another kind.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <project/match> dcterms:contributor ?value }
INSERT { <project/match> dcterms:contributor <agent/nobody> }
WHERE { <project/match> dcterms:contributor ?value }
