# Observation: its address has a capital and an underscore.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <observation/1> ?p ?o } INSERT { <observation/Cell_1> ?p ?o } WHERE { <observation/1> ?p ?o };
DELETE { ?s ?p <observation/1> } INSERT { ?s ?p <observation/Cell_1> } WHERE { ?s ?p <observation/1> }
