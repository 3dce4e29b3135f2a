# Ordered collection: “Members in order” is missing.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { <collection/ladder> skos:memberList ?list }
