# Concept: “Scheme” is a thing of another kind.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <service/other> skos:inScheme ?value }
INSERT { <service/other> skos:inScheme <agent/nobody> }
WHERE { <service/other> skos:inScheme ?value }
