# Number: “Printed as” is given twice.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <quantity/1> rip:printedAs "852 pupils" }
