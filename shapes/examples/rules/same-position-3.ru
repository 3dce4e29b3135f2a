# Two citations have position 1.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/2> rip:position ?value }
INSERT { <citation/2> rip:position 1 }
WHERE { <citation/2> rip:position ?value }
