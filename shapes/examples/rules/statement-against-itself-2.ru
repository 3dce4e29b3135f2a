# A claim challenges itself.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <claim/B9-2> rip:challenges <claim/B9-2> }
