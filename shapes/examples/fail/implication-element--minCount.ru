# Implication: “Element of the framework” is missing.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <implication/co-location> rip:underElement ?value }
