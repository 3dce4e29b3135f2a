# An inquiry of 1974 stands before a death of 1973.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE DATA { <event/a-death-1973> rip:position 2 . <event/an-inquiry-1974> rip:position 3 };
INSERT DATA { <event/a-death-1973> rip:position 3 . <event/an-inquiry-1974> rip:position 2 }
