# Contribution: “On behalf of” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <contribution/A1-2> rip:onBehalfOf ?value }
INSERT { <contribution/A1-2> rip:onBehalfOf <agent/nobody> }
WHERE { <contribution/A1-2> rip:onBehalfOf ?value }
