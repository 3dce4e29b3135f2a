# Tip: “Printed as” is given twice.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <tip/1> rip:printedCode "TIP 2" }
