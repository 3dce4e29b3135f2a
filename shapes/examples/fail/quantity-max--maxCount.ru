# Number: “At most” is given twice.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

INSERT DATA { <quantity/2> schema:maxValue 501 }
