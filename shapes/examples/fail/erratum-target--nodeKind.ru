# Erratum: “About” has no address.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { <erratum/1> oa:hasTarget ?value }
INSERT { <erratum/1> oa:hasTarget "words" }
WHERE { <erratum/1> oa:hasTarget ?value }
