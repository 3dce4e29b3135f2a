# Reference: something with an evidence category has the address of a work.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <reference/A1> ?p ?o } INSERT { <work/the-effects> ?p ?o } WHERE { <reference/A1> ?p ?o };
DELETE { ?s ?p <reference/A1> } INSERT { ?s ?p <work/the-effects> } WHERE { ?s ?p <reference/A1> }
