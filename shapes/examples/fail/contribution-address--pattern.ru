# Address of a contribution: is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <contribution/A1-1> ?p ?o } INSERT { <contribution/Wrong_contribution> ?p ?o } WHERE { <contribution/A1-1> ?p ?o };
DELETE { ?s ?p <contribution/A1-1> } INSERT { ?s ?p <contribution/Wrong_contribution> } WHERE { ?s ?p <contribution/A1-1> }
