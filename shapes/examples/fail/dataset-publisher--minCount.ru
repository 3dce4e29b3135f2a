# Dataset: “Published by” is missing.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <dataset> dcterms:publisher ?value }
