# Project: “Part of” is a thing of another kind.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <project/match-phase-1> dcterms:isPartOf ?value }
INSERT { <project/match-phase-1> dcterms:isPartOf <agent/nobody> }
WHERE { <project/match-phase-1> dcterms:isPartOf ?value }
