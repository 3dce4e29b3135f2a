# The page was looked up in the year after the review came out.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <reference/A2> rip:accessed ?value }
INSERT { <reference/A2> rip:accessed "2006-03-29"^^xsd:date . <review> dcterms:issued "2005"^^xsd:gYear }
WHERE { <reference/A2> rip:accessed ?value }
