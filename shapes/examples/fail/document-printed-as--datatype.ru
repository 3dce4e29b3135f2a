# Publication: “Entry as printed” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:printedAs ?value }
INSERT { <reference/A1> rip:printedAs "The whole entry of A1"@en }
WHERE { <reference/A1> rip:printedAs ?value }
