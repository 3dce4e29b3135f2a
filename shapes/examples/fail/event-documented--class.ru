# Event: “Documented in” is a thing of another kind.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <event/an-inquiry-1974> rip:documentedIn ?value }
INSERT { <event/an-inquiry-1974> rip:documentedIn <agent/nobody> }
WHERE { <event/an-inquiry-1974> rip:documentedIn ?value }
