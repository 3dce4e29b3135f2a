# Definition: its address has no number.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <definition/B9-1> ?p ?o } INSERT { <definition/B9> ?p ?o } WHERE { <definition/B9-1> ?p ?o };
DELETE { ?s ?p <definition/B9-1> } INSERT { ?s ?p <definition/B9> } WHERE { ?s ?p <definition/B9-1> }
