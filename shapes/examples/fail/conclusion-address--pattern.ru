# Conclusion: its address ends in a word.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <conclusion/1> ?p ?o } INSERT { <conclusion/last> ?p ?o } WHERE { <conclusion/1> ?p ?o };
DELETE { ?s ?p <conclusion/1> } INSERT { ?s ?p <conclusion/last> } WHERE { ?s ?p <conclusion/1> }
