# A collection of levels holds a concept of another scheme.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <collection/everything> skos:member <service/sure-start> . <service/sure-start> skos:inScheme <scheme/service> }
