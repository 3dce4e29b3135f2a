# The author of A1 is only a contributor there.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE DATA { <reference/A1> dcterms:creator <agent/glisson-c> };
INSERT DATA { <reference/A1> dcterms:contributor <agent/glisson-c> }
