# The label ends in the code of another reference.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { <reference/A4> rdfs:label ?value }
INSERT { <reference/A4> rdfs:label "A report (A3)"@en }
WHERE { <reference/A4> rdfs:label ?value }
