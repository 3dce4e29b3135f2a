# Observation: “Evaluations” has another datatype.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <observation/1> rip:evaluationCount ?value }
INSERT { <observation/1> rip:evaluationCount 27.0 }
WHERE { <observation/1> rip:evaluationCount ?value }
