# The entry names nobody of this name.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A4> rip:printedAs ?entry }
INSERT { <reference/A4> rip:printedAs "Hammelgarn A and Glisson C (2004) A report. Audit Commission" }
WHERE { <reference/A4> rip:printedAs ?entry }
