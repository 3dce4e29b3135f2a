# Publication: “Consulted on” is none of what is allowed.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:accessed ?value }
INSERT { <reference/A1> rip:accessed <elsewhere> }
WHERE { <reference/A1> rip:accessed ?value }
