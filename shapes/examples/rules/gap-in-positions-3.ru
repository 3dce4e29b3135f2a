# A reference has position 5, none has position 4.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A4> rip:position ?value }
INSERT { <reference/A4> rip:position 5 }
WHERE { <reference/A4> rip:position ?value }
