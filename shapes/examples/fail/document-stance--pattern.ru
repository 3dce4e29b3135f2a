# Publication: “Takes the stance” is a theme.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <reference/A1> rip:takesStance <theme/training> }
