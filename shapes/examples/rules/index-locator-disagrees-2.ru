# A heading is not on page 13, its printed locators run from 12 to 14.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE DATA { <index-term/2> rip:page 13 }
