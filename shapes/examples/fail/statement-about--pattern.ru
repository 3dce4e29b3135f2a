# Statement: “Tells of” leads to a concept.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX schema: <https://schema.org/>

INSERT DATA { <claim/B9-2> schema:about <term/teamwork> }
