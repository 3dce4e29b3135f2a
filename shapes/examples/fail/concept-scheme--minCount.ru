# Concept: “Scheme” is missing.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <service/other> skos:inScheme ?value }
