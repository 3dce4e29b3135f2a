# Index heading: “See” is a thing of another kind.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <index-term/4> rip:see ?value }
INSERT { <index-term/4> rip:see <agent/nobody> }
WHERE { <index-term/4> rip:see ?value }
