# A definition does not say that it is about what it defines.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE DATA { <definition/B9-1> dcterms:subject <term/teamwork> }
