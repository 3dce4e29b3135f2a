# Collection: “Definition” is in another language.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <collection/ladder> skos:definition ?value }
INSERT { <collection/ladder> skos:definition "quelques mots"@fr }
WHERE { <collection/ladder> skos:definition ?value }
