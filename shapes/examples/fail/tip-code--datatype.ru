# Tip: “Printed as” has another datatype.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <tip/1> rip:printedCode ?value }
INSERT { <tip/1> rip:printedCode "TIP 1"@en }
WHERE { <tip/1> rip:printedCode ?value }
