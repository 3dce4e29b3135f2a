# The address has another last word.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <reference/A1> schema:url ?value }
INSERT { <reference/A1> schema:url "http://www.example.org/causes"^^xsd:anyURI }
WHERE { <reference/A1> schema:url ?value }
