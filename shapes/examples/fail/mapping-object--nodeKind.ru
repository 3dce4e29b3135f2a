# Match: “Term there” is text, not an address.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <mapping/1> rip:mapObject ?value }
INSERT { <mapping/1> rip:mapObject "text" }
WHERE { <mapping/1> rip:mapObject ?value }
