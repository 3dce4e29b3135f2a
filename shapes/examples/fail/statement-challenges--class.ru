# Statement: “Challenges” is a thing of another kind.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <claim/B9-1> rip:challenges ?value }
INSERT { <claim/B9-1> rip:challenges <agent/nobody> }
WHERE { <claim/B9-1> rip:challenges ?value }
