# Finding: “Kind of outcome” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <finding/A9-1> rip:findingOutcome ?value }
INSERT { <finding/A9-1> rip:findingOutcome <effect/positive> }
WHERE { <finding/A9-1> rip:findingOutcome ?value }
