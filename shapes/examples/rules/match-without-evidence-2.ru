# A match is recorded that the concept does not state.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <term/teamwork> skos:closeMatch ?term }
