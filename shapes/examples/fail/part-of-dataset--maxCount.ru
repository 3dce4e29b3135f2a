# Concept scheme: “Part of” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <scheme/evidence-category> dcterms:isPartOf <other> . <other> a dcat:Dataset ; rdfs:label "Other"@en ; dcterms:title "Other"@en ; dcterms:description "Another dataset."@en ; dcterms:license <http://example.org/licence> ; dcterms:rights "Ours."@en ; dcterms:source <review> ; dcterms:creator <agent/rip-ld-project> ; dcterms:publisher <agent/rip-ld-project> ; dcterms:modified "2026-11-22T00:00:00Z"^^xsd:dateTime ; dcterms:bibliographicCitation "Other." ; dcat:keyword "other"@en ; dcat:version "0.1.0" }
