# Organisational form: “Examples in services and events” has no address.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <form/teams> rip:exemplifiedBy ?value }
INSERT { <form/teams> rip:exemplifiedBy "words" }
WHERE { <form/teams> rip:exemplifiedBy ?value }
