# A finding of study A9 by its address is one of another study.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE DATA { <study/A9> rip:hasFinding <finding/A9-1> };
INSERT DATA { <study/match> rip:hasFinding <finding/A9-1> };
DELETE { <finding/A9-1> rip:attributedTo ?value }
INSERT { <finding/A9-1> rip:attributedTo <work/match-report> }
WHERE { <finding/A9-1> rip:attributedTo ?value }
