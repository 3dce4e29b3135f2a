# Quotation: “Found in” does not have the form wanted.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <observation/1> rip:locatedIn ?value }
INSERT { <observation/1> rip:locatedIn <chapter/one> }
WHERE { <observation/1> rip:locatedIn ?value }
