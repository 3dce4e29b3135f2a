# Number: “Unit” is missing.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

DELETE WHERE { <quantity/1> schema:unitText ?value }
