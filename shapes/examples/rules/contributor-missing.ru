# The editor of A1 is not named by A1.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <reference/A1> dcterms:contributor ?value }
