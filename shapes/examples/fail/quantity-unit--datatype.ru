# Number: “Unit” has another datatype.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

DELETE { <quantity/1> schema:unitText ?value }
INSERT { <quantity/1> schema:unitText "students"@en }
WHERE { <quantity/1> schema:unitText ?value }
