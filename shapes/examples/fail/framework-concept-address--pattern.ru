# Its address says that it is a term: framework/mutual-engagement is called term/mutual-engagement.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <framework/mutual-engagement> ?p ?o } INSERT { <term/mutual-engagement> ?p ?o } WHERE { <framework/mutual-engagement> ?p ?o };
DELETE { ?s ?p <framework/mutual-engagement> } INSERT { ?s ?p <term/mutual-engagement> } WHERE { ?s ?p <framework/mutual-engagement> }
