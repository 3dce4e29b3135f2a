# Number with its unit: “Found in” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <quantity/1> rip:locatedIn ?value }
INSERT { <quantity/1> rip:locatedIn <chapter/one> }
WHERE { <quantity/1> rip:locatedIn ?value }
