# Definition: “Defines” is given twice.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <definition/B9-1> rip:defines <factor/time> }
