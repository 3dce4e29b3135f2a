# Erratum: “About” is missing.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE WHERE { <erratum/1> oa:hasTarget ?value }
