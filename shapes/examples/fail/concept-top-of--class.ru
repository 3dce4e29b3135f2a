# Concept: “Top concept of” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <evidence-category/A> skos:topConceptOf ?value }
INSERT { <evidence-category/A> skos:topConceptOf <agent/nobody> }
WHERE { <evidence-category/A> skos:topConceptOf ?value }
