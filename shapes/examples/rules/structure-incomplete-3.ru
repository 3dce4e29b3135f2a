# A dimension has no code list.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE WHERE { rip:impactLevel qb:codeList ?list }
