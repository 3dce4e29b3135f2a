# A claim with the code B9 in its address is attributed to B8.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <claim/B9-2> rip:attributedTo ?value }
INSERT { <claim/B9-2> rip:attributedTo <reference/B8> }
WHERE { <claim/B9-2> rip:attributedTo ?value }
