# Project: “Paid for by” is a thing of another kind.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <project/match> rip:fundedBy ?value }
INSERT { <project/match> rip:fundedBy <agent/nobody> }
WHERE { <project/match> rip:fundedBy ?value }
