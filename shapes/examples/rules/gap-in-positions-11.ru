# The third event has position 4.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <event/an-inquiry-1974> rip:position ?value }
INSERT { <event/an-inquiry-1974> rip:position 4 }
WHERE { <event/an-inquiry-1974> rip:position ?value }
