# Finding: “Profession” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <finding/A9-1> rip:profession ?value }
INSERT { <finding/A9-1> rip:profession <agent/nurses> }
WHERE { <finding/A9-1> rip:profession ?value }
