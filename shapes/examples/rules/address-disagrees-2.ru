# A claim of the review's author is attributed to somebody else.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <claim/frost-1> rip:attributedTo ?value }
INSERT { <claim/frost-1> rip:attributedTo <reference/B8> }
WHERE { <claim/frost-1> rip:attributedTo ?value }
