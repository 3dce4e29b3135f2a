# The label of a contribution names another body than its holder.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { <contribution/A1-2> rdfs:label ?value }
INSERT { <contribution/A1-2> rdfs:label "Home Office, editor of A1"@en }
WHERE { <contribution/A1-2> rdfs:label ?value }
