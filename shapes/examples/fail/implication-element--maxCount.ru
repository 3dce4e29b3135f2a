# Implication: “Element of the framework” is given twice.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <implication/co-location> rip:underElement <framework/practice> . <framework/practice> a rip:FrameworkConcept ; rdfs:label "Practice"@en ; skos:prefLabel "Practice"@en ; skos:definition "What is done."@en ; skos:inScheme <scheme/framework> ; rip:position 2 }
