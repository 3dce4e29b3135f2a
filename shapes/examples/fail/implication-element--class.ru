# Implication: “Element of the framework” is a thing of another kind.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <implication/co-location> rip:underElement ?value }
INSERT { <implication/co-location> rip:underElement <agent/nobody> }
WHERE { <implication/co-location> rip:underElement ?value }
