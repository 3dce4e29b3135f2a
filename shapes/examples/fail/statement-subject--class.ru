# Statement: “About” is a thing of another kind.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <claim/B9-1> dcterms:subject ?value }
INSERT { <claim/B9-1> dcterms:subject <agent/nobody> }
WHERE { <claim/B9-1> dcterms:subject ?value }
