# Journal: its address is that of a reference.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <journal/child-abuse> ?p ?o } INSERT { <reference/A8> ?p ?o } WHERE { <journal/child-abuse> ?p ?o };
DELETE { ?s ?p <journal/child-abuse> } INSERT { ?s ?p <reference/A8> } WHERE { ?s ?p <journal/child-abuse> }
