# Match: “Term there” is given twice.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <mapping/1> rip:mapObject <http://example.org/another> }
