# Concept: “Definition” is missing.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <evidence-category/A> skos:definition ?value }
