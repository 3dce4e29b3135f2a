# Finding: it belongs to two studies.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <study/match> rip:hasFinding <finding/A9-1> }
