# Nothing gives a number.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE DATA { <study/match> rip:quantity <quantity/2> }
