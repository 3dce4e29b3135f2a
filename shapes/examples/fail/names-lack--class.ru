# Statement: “Names the lack as a barrier” is a thing of another kind.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <claim/B9-2> rip:namesLackAsBarrier <agent/nobody> }
