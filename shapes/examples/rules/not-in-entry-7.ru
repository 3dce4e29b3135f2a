# The chapter stands in another publication than the entry says.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <reference/A3> dcterms:isPartOf ?value }
INSERT { <reference/A3> dcterms:isPartOf <reference/A1> }
WHERE { <reference/A3> dcterms:isPartOf ?value }
