# Collection: “Definition” has fewer than ten characters.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <collection/ladder> skos:definition ?value }
INSERT { <collection/ladder> skos:definition "A word"@en }
WHERE { <collection/ladder> skos:definition ?value }
