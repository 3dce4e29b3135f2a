# The address says A1, the code A7.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A1> rip:printedCode ?value ; rdfs:label ?label }
INSERT { <reference/A1> rip:printedCode "A7" ; rdfs:label "The effects (A7)"@en }
WHERE { <reference/A1> rip:printedCode ?value ; rdfs:label ?label }
