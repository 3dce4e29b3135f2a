# Event: its address has a capital and an underscore.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <event/an-inquiry-1974> ?p ?o } INSERT { <event/An_inquiry> ?p ?o } WHERE { <event/an-inquiry-1974> ?p ?o };
DELETE { ?s ?p <event/an-inquiry-1974> } INSERT { ?s ?p <event/An_inquiry> } WHERE { ?s ?p <event/an-inquiry-1974> }
