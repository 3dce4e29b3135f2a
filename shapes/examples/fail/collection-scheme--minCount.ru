# Collection: “Scheme” is missing.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <collection/everything> dcterms:isPartOf ?value }
