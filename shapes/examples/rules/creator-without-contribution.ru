# A book names an author whose contribution nobody recorded.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <reference/A2> dcterms:creator <agent/glisson-c> }
