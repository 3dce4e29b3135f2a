# A study with the code A9 is reported in A8.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <study/A9> rip:reportedIn ?value }
INSERT { <study/A9> rip:reportedIn <reference/A8> }
WHERE { <study/A9> rip:reportedIn ?value };
DELETE { <finding/A9-1> rip:attributedTo ?value }
INSERT { <finding/A9-1> rip:attributedTo <reference/A8> }
WHERE { <finding/A9-1> rip:attributedTo ?value }
