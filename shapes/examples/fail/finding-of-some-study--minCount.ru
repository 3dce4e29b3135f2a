# Finding: “Finding of a study” is missing.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <finding/A9-1> rip:findingOf ?value };
DELETE WHERE { ?value rip:hasFinding <finding/A9-1> }
