# Part of the book: “Printed code” is given twice.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <section/practice-issues> rip:printedCode "Another" }
