# Part of the book: “Printed code” has another datatype.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <section/practice-issues> rip:printedCode ?value }
INSERT { <section/practice-issues> rip:printedCode "chapter 3"@en }
WHERE { <section/practice-issues> rip:printedCode ?value }
