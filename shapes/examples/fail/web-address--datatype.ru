# Publication: “On the web” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

DELETE { <reference/A1> schema:url ?value }
INSERT { <reference/A1> schema:url "http://www.example.org/effects" }
WHERE { <reference/A1> schema:url ?value }
