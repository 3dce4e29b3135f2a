# The label is that of somebody else.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { <agent/hemmelgarn-a> rdfs:label ?value }
INSERT { <agent/hemmelgarn-a> rdfs:label "C Glisson"@en }
WHERE { <agent/hemmelgarn-a> rdfs:label ?value }
