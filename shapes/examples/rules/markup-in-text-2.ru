# A plain string, with a sign written as in HTML.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <tip/1> skos:note "Tea &amp; coffee" }
