# Publication: “Evidence category” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <reference/A1> rip:evidenceCategory <evidence-category/B> . <evidence-category/B> a skos:Concept ; rdfs:label "B"@en ; skos:prefLabel "B"@en ; skos:definition "What is meant."@en ; skos:inScheme <scheme/evidence-category> ; rip:position 2 }
