# The label of a contribution names somebody else than its holder.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { <contribution/A4-1> rdfs:label ?value }
INSERT { <contribution/A4-1> rdfs:label "C Glisson, author of A4"@en }
WHERE { <contribution/A4-1> rdfs:label ?value }
