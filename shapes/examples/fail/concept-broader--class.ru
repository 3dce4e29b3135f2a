# Concept: “Broader” is a thing of another kind.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <level/wholly-together> skos:broader ?value }
INSERT { <level/wholly-together> skos:broader <agent/nobody> }
WHERE { <level/wholly-together> skos:broader ?value }
