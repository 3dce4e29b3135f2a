# Concept: “Also found under” is in another language.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <service/sure-start> skos:hiddenLabel ?value }
INSERT { <service/sure-start> skos:hiddenLabel "un mot"@fr }
WHERE { <service/sure-start> skos:hiddenLabel ?value }
