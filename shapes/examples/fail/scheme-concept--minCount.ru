# Concept scheme: nothing stands in it.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <scheme/empty> a skos:ConceptScheme ; rdfs:label "Empty"@en ; dcterms:title "Empty"@en ; dcterms:description "A list of terms."@en ; dcterms:isPartOf <dataset> }
