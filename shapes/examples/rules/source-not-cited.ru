# B9 is cited in the section, A9 is not, and a finding is credited to it.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX cito: <http://purl.org/spar/cito/>

INSERT DATA { <citation/1> a cito:Citation ; cito:hasCitedEntity <reference/B9> ; rip:locatedIn <section/co-location> }
