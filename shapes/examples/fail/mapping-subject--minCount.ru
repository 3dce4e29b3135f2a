# Match: “Concept here” is missing.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <mapping/1> rip:mapSubject ?value }
