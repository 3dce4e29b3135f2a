# Article: “Journal or magazine” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { <reference/A1> dcterms:isPartOf <journal/other> . <journal/other> a fabio:Journal ; rdfs:label "Other"@en }
