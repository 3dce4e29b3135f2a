# Index heading: “Printed locators” has another datatype.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <index-term/1> rip:printedLocator ?value }
INSERT { <index-term/1> rip:printedLocator "7, 40–1"@en }
WHERE { <index-term/1> rip:printedLocator ?value }
