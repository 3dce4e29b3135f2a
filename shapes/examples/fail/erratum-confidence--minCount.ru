# Erratum: “How sure” is missing.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <erratum/1> rip:confidence ?value }
