# Collection: “Scheme” is a thing of another kind.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <collection/everything> dcterms:isPartOf ?value }
INSERT { <collection/everything> dcterms:isPartOf <agent/nobody> }
WHERE { <collection/everything> dcterms:isPartOf ?value }
