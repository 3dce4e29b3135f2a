# The place is another one.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { <reference/A2> fabio:hasPlaceOfPublication ?value }
INSERT { <reference/A2> fabio:hasPlaceOfPublication <place/oxford> . <place/oxford> rdfs:label "Oxford"@en }
WHERE { <reference/A2> fabio:hasPlaceOfPublication ?value }
