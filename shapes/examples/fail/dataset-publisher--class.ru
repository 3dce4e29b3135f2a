# Dataset: “Published by” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:publisher ?value }
INSERT { <dataset> dcterms:publisher <agent/nobody> }
WHERE { <dataset> dcterms:publisher ?value }
