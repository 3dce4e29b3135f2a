# Number: “Printed as” has another datatype.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <quantity/1> rip:printedAs ?value }
INSERT { <quantity/1> rip:printedAs "852 students"@en }
WHERE { <quantity/1> rip:printedAs ?value }
