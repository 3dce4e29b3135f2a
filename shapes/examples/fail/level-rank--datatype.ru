# Partnership level: “Rank” has another datatype.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <level/apart> rip:rank ?value }
INSERT { <level/apart> rip:rank "0"^^xsd:decimal }
WHERE { <level/apart> rip:rank ?value }
