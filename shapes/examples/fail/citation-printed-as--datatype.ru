# Citation: “Printed as” has another datatype.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/1> rip:printedAs ?value }
INSERT { <citation/1> rip:printedAs "(A1)"@en }
WHERE { <citation/1> rip:printedAs ?value }
