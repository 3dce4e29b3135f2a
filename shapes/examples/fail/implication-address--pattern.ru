# Its address says that it is a term: implication/co-location is called term/co-location.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <implication/co-location> ?p ?o } INSERT { <term/co-location> ?p ?o } WHERE { <implication/co-location> ?p ?o };
DELETE { ?s ?p <implication/co-location> } INSERT { ?s ?p <term/co-location> } WHERE { ?s ?p <implication/co-location> }
