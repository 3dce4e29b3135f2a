# A concept is matched to a term, and nothing records the evidence.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <term/leadership> skos:closeMatch <http://example.org/leadership> }
