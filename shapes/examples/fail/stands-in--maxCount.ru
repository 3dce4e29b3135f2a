# Quotation: “Found in” is given twice.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <observation/1> rip:locatedIn <section/another> }
