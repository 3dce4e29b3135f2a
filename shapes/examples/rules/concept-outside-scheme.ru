# A service stands in the scheme of the themes.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <service/other> skos:inScheme ?value }
INSERT { <service/other> skos:inScheme <scheme/theme> }
WHERE { <service/other> skos:inScheme ?value }
