# A heading has neither locators, nor a see, nor subheadings.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE DATA { <index-term/4> rip:see <index-term/2> }
