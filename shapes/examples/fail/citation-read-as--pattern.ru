# Citation: “Read as” does not have the form wanted.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/2> rip:readAs ?value }
INSERT { <citation/2> rip:readAs <agent/frost-n> }
WHERE { <citation/2> rip:readAs ?value }
