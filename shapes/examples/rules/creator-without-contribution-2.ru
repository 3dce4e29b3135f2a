# A work names a contributor whose part nobody recorded.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <work/a-law> dcterms:contributor <agent/glisson-c> }
