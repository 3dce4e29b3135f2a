# Number: its address has an underscore.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <quantity/1> ?p ?o } INSERT { <quantity/a_number> ?p ?o } WHERE { <quantity/1> ?p ?o };
DELETE { ?s ?p <quantity/1> } INSERT { ?s ?p <quantity/a_number> } WHERE { ?s ?p <quantity/1> }
