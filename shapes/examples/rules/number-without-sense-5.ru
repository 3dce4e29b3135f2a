# A number stands in a section in which nothing stands that gives it.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE DATA { <quantity/1> rip:locatedIn <section/co-location> };
INSERT DATA { <quantity/1> rip:locatedIn <section/elsewhere> }
