# A definition with the code B9 in its address is attributed to B8.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <definition/B9-1> rip:attributedTo ?value }
INSERT { <definition/B9-1> rip:attributedTo <reference/B8> }
WHERE { <definition/B9-1> rip:attributedTo ?value }
