# Event: “Influenced” is text, not an address.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <event/a-death-1973> rip:influenced ?value }
INSERT { <event/a-death-1973> rip:influenced "text" }
WHERE { <event/a-death-1973> rip:influenced ?value }
