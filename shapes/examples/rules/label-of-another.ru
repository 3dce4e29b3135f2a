# The other name of one service is the name of another, but for a capital.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <service/other> skos:altLabel "Sure start"@en }
