# A section is on page 27, its chapter ends on page 26.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <section/sharing-information> rip:page 27 }
