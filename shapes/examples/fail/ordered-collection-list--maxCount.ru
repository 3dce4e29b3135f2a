# Ordered collection: “Members in order” is given twice.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <collection/ladder> skos:memberList ( <level/together> <level/apart> ) }
