# Concept: “Printed as” has another datatype.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <service/sure-start> rip:printedAs ?value }
INSERT { <service/sure-start> rip:printedAs "sure start"@en }
WHERE { <service/sure-start> rip:printedAs ?value }
