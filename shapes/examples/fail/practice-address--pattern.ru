# Its address says that it is a term: practice/co-location is called term/co-location.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <practice/co-location> ?p ?o } INSERT { <term/co-location> ?p ?o } WHERE { <practice/co-location> ?p ?o };
DELETE { ?s ?p <practice/co-location> } INSERT { ?s ?p <term/co-location> } WHERE { ?s ?p <practice/co-location> }
