# An erratum of the book does not say what is printed.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <erratum/1> rip:printedAs ?value }
