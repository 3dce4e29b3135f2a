# A reference has position 4, none has position 3.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A3> rip:position ?value }
INSERT { <reference/A3> rip:position 4 }
WHERE { <reference/A3> rip:position ?value }
