# Publication: “Year as printed” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:printedYear ?value }
INSERT { <reference/A1> rip:printedYear "1998a"@en }
WHERE { <reference/A1> rip:printedYear ?value }
