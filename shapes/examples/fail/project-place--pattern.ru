# Project: “Place” does not have the form wanted.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <project/match> dcterms:spatial ?value }
INSERT { <project/match> dcterms:spatial <agent/leeds> }
WHERE { <project/match> dcterms:spatial ?value }
