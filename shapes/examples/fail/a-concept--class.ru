# Collection: a member is no concept and nothing else that may be a member.
# base: pass/levels.ttl
# result: collection-member--or
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <collection/everything> skos:member <section/table-of-levels> }
