# Erratum: “Kind of mistake” is a thing of another kind.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <erratum/1> rip:erratumType ?value }
INSERT { <erratum/1> rip:erratumType <agent/nobody> }
WHERE { <erratum/1> rip:erratumType ?value }
