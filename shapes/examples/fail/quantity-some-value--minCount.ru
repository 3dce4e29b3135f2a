# Number: “Value or bounds” is missing.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

DELETE WHERE { <quantity/2> schema:value ?value };
DELETE WHERE { <quantity/2> schema:minValue ?value };
DELETE WHERE { <quantity/2> schema:maxValue ?value }
