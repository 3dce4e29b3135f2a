# Concept: its address has capitals and an underscore.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <service/sure-start> ?p ?o } INSERT { <service/Sure_Start> ?p ?o } WHERE { <service/sure-start> ?p ?o };
DELETE { ?s ?p <service/sure-start> } INSERT { ?s ?p <service/Sure_Start> } WHERE { ?s ?p <service/sure-start> }
