# Dataset: “Licence” has no address.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <dataset> dcterms:license ?value }
INSERT { <dataset> dcterms:license "words" }
WHERE { <dataset> dcterms:license ?value }
