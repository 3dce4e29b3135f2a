# A finding is attributed to a work that does not report its study.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <finding/A9-1> rip:attributedTo ?value }
INSERT { <finding/A9-1> rip:attributedTo <reference/A8> }
WHERE { <finding/A9-1> rip:attributedTo ?value }
