# A word of a description is to be bold.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <tip/1> dcterms:description ?value }
INSERT { <tip/1> dcterms:description "Work in <b>one</b> place."@en }
WHERE { <tip/1> dcterms:description ?value }
