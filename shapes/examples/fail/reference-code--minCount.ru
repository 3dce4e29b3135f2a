# Reference of the classified list: “Code” is missing.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <reference/A1> rip:printedCode ?value }
