# Match: “Evidence” is missing.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <mapping/1> dcterms:source ?value }
