# Two services of different names are said to be the same.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <service/other> skos:exactMatch <service/sure-start> }
