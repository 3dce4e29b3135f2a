# The second heading of the index has position 4.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <index-term/3> rip:position ?value }
INSERT { <index-term/3> rip:position 4 }
WHERE { <index-term/3> rip:position ?value };
DELETE { <index-term/4> rip:position ?value }
INSERT { <index-term/4> rip:position 2 }
WHERE { <index-term/4> rip:position ?value }
