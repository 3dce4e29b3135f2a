# The greatest value of a number is less than its least.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

DELETE { <quantity/2> schema:maxValue ?value }
INSERT { <quantity/2> schema:maxValue 300 }
WHERE { <quantity/2> schema:maxValue ?value }
