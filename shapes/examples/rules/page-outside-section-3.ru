# A claim is on page 45, its section ends on page 44.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <claim/B9-1> rip:page 45 }
