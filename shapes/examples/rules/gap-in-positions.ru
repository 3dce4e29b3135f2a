# A section has position 3, none has position 2.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <section/co-location> rip:position ?value }
INSERT { <section/co-location> rip:position 3 }
WHERE { <section/co-location> rip:position ?value }
