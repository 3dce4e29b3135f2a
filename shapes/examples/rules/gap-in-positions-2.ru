# A contribution has position 3, none has position 2.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <contribution/A1-2> rip:position ?value }
INSERT { <contribution/A1-2> rip:position 3 }
WHERE { <contribution/A1-2> rip:position ?value }
