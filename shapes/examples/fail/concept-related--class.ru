# Concept: “Related” is a thing of another kind.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <service/sure-start> skos:related ?value }
INSERT { <service/sure-start> skos:related <agent/nobody> }
WHERE { <service/sure-start> skos:related ?value }
