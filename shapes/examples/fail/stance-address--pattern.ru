# Its address says that it is a term: stance/optimist is called term/optimist.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <stance/optimist> ?p ?o } INSERT { <term/optimist> ?p ?o } WHERE { <stance/optimist> ?p ?o };
DELETE { ?s ?p <stance/optimist> } INSERT { ?s ?p <term/optimist> } WHERE { ?s ?p <stance/optimist> }
