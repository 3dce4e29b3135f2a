# A claim names a factor whose lack hinders, and does not say that it is about it.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <claim/B9-2> rip:namesLackAsBarrier <factor/time> }
