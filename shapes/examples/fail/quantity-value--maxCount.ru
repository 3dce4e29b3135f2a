# Number: “Value” is given twice.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

INSERT DATA { <quantity/1> schema:value 853 }
