# Tip: “Helps with” is a thing of another kind.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <tip/1> rip:addresses ?value }
INSERT { <tip/1> rip:addresses <agent/nobody> }
WHERE { <tip/1> rip:addresses ?value }
