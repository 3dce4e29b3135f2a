# Index heading: “Stands for” is text, not an address.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <index-term/1> rip:indexes ?value }
INSERT { <index-term/1> rip:indexes "text" }
WHERE { <index-term/1> rip:indexes ?value }
