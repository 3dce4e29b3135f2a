# Two sections of a chapter have position 1.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <section/co-location> rip:position ?value }
INSERT { <section/co-location> rip:position 1 }
WHERE { <section/co-location> rip:position ?value }
