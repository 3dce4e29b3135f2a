# Implication: “Evidence” is written otherwise.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <implication/co-location> rip:evidence ?value }
INSERT { <implication/co-location> rip:evidence <elsewhere> }
WHERE { <implication/co-location> rip:evidence ?value }
