# A file is there and nothing says what it holds.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA { GRAPH <graph/place> { <place/london> rdfs:label "London"@en } }
