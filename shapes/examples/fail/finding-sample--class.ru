# Finding: “From” is a thing of another kind.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <finding/A9-1> rip:sample <agent/nobody> }
