# Concept: “Definition” has fewer than ten characters.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <evidence-category/A> skos:definition ?value }
INSERT { <evidence-category/A> skos:definition "A word"@en }
WHERE { <evidence-category/A> skos:definition ?value }
