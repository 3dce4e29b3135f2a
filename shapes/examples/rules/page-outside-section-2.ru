# A concept is on page 26, its section on page 25 alone.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <theme/sharing> rip:locatedIn <section/sharing-information> ; rip:page 26 }
