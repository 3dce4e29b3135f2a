# A heading is on page 42, its printed locators end with 41.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <index-term/1> rip:page 42 }
