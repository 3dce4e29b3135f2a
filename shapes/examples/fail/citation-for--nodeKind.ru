# Citation: “Cited for” is text, not an address.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/1> rip:citedFor ?value }
INSERT { <citation/1> rip:citedFor "text" }
WHERE { <citation/1> rip:citedFor ?value }
