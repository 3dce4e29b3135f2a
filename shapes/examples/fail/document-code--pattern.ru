# Publication: “Code” is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:printedCode ?value }
INSERT { <reference/A1> rip:printedCode "wrong" }
WHERE { <reference/A1> rip:printedCode ?value }
