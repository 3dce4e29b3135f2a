# Publication: “Printed pages” is too large.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:page ?value }
INSERT { <reference/A1> rip:page 73 }
WHERE { <reference/A1> rip:page ?value }
