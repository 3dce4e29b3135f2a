# Finding: its address has no number.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <finding/A9-1> ?p ?o } INSERT { <finding/A9> ?p ?o } WHERE { <finding/A9-1> ?p ?o };
DELETE { ?s ?p <finding/A9-1> } INSERT { ?s ?p <finding/A9> } WHERE { ?s ?p <finding/A9-1> }
