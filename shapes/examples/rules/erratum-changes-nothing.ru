# The words to be corrected are given for the correction too.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <erratum/1> rip:printedAs ?value }
INSERT { <erratum/1> rip:printedAs "D8" }
WHERE { <erratum/1> rip:printedAs ?value }
