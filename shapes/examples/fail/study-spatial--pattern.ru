# Study: “Place” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <study/A9> dcterms:spatial ?value }
INSERT { <study/A9> dcterms:spatial <agent/london> }
WHERE { <study/A9> dcterms:spatial ?value }
