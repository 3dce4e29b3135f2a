# Match: “How they match” is none of those allowed.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

DELETE { <mapping/1> rip:mapPredicate ?value }
INSERT { <mapping/1> rip:mapPredicate owl:sameAs }
WHERE { <mapping/1> rip:mapPredicate ?value }
