# Index heading: “Heading as printed” is missing.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE WHERE { <index-term/1> rip:printedAs ?value }
