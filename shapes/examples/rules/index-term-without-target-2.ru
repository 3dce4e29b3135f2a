# A heading has a locator and sends the reader elsewhere.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <index-term/4> rip:printedLocator "12" ; rip:page 12 ; rip:indexes <theme/sharing-information> }
