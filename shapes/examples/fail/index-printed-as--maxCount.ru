# Index heading: “Heading as printed” is given twice.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <index-term/1> rip:printedAs "Sharing" }
