# A top concept has position 3, none has position 2.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <service/other> rip:position ?value }
INSERT { <service/other> rip:position 3 }
WHERE { <service/other> rip:position ?value }
