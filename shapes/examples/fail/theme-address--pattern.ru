# Its address says that it is a term: theme/training is called term/training.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <theme/training> ?p ?o } INSERT { <term/training> ?p ?o } WHERE { <theme/training> ?p ?o };
DELETE { ?s ?p <theme/training> } INSERT { ?s ?p <term/training> } WHERE { ?s ?p <theme/training> }
