# Study: its address has an underscore.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <study/A9> ?p ?o } INSERT { <study/A9_survey> ?p ?o } WHERE { <study/A9> ?p ?o };
DELETE { ?s ?p <study/A9> } INSERT { ?s ?p <study/A9_survey> } WHERE { ?s ?p <study/A9> }
