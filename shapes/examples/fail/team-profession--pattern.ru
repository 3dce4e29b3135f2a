# Team: “Professions in it” does not have the form wanted.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <team/youth> rip:profession ?value }
INSERT { <team/youth> rip:profession <agent/nurses> }
WHERE { <team/youth> rip:profession ?value }
