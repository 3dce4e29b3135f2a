# Concept scheme: “Part of” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <scheme/evidence-category> dcterms:isPartOf ?value }
INSERT { <scheme/evidence-category> dcterms:isPartOf <agent/nobody> }
WHERE { <scheme/evidence-category> dcterms:isPartOf ?value }
