# Match: “Concept here” is a thing of another kind.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <mapping/1> rip:mapSubject ?value }
INSERT { <mapping/1> rip:mapSubject <agent/nobody> }
WHERE { <mapping/1> rip:mapSubject ?value }
