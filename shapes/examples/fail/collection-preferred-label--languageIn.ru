# Collection: “Preferred label” is in another language.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <collection/everything> skos:prefLabel ?value }
INSERT { <collection/everything> skos:prefLabel "un mot"@fr }
WHERE { <collection/everything> skos:prefLabel ?value }
