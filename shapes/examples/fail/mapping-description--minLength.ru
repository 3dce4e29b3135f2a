# Match: “Description” has fewer than ten characters.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <mapping/1> dcterms:description ?value }
INSERT { <mapping/1> dcterms:description "A word"@en }
WHERE { <mapping/1> dcterms:description ?value }
