# The letter of the printed year is lost; the digits alone are not what is printed.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:printedYear ?value }
INSERT { <reference/A1> rip:printedYear "1998" }
WHERE { <reference/A1> rip:printedYear ?value }
