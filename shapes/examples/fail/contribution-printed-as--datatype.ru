# Contribution: “Name as printed” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <contribution/A1-1> rip:printedAs ?value }
INSERT { <contribution/A1-1> rip:printedAs "Glisson, C"@en }
WHERE { <contribution/A1-1> rip:printedAs ?value }
