# Factor: its address begins with another word.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <factor/time> ?p ?o } INSERT { <thing/time> ?p ?o } WHERE { <factor/time> ?p ?o };
DELETE { ?s ?p <factor/time> } INSERT { ?s ?p <thing/time> } WHERE { ?s ?p <factor/time> }
