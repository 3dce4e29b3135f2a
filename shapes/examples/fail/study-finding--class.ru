# Study: “Findings” has a claim among them.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <study/A9> rip:hasFinding <claim/B9-1> }
