# Study: “Part of” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <study/A9> dcterms:isPartOf ?value }
INSERT { <study/A9> dcterms:isPartOf <reference/A9> }
WHERE { <study/A9> dcterms:isPartOf ?value }
