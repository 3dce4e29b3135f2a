# Concept: “Definition” is given twice in one language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <evidence-category/A> skos:definition "Another text"@en }
