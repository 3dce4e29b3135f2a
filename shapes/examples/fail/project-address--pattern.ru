# Project: its address has capitals.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <project/match> ?p ?o } INSERT { <project/MATCh> ?p ?o } WHERE { <project/match> ?p ?o };
DELETE { ?s ?p <project/match> } INSERT { ?s ?p <project/MATCh> } WHERE { ?s ?p <project/match> }
