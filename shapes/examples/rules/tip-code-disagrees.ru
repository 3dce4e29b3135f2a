# The address says tip 1, the heading TIP 2.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <tip/1> rip:printedCode ?value }
INSERT { <tip/1> rip:printedCode "TIP 2" }
WHERE { <tip/1> rip:printedCode ?value }
