# Match: “How they match” is given twice.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <mapping/1> rip:mapPredicate skos:relatedMatch }
