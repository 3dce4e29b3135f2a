# Publication: “Year as printed” is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:printedYear ?value }
INSERT { <reference/A1> rip:printedYear "wrong" }
WHERE { <reference/A1> rip:printedYear ?value }
