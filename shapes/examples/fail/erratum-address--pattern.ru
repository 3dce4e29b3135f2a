# Address of an erratum: is written otherwise.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <erratum/1> ?p ?o } INSERT { <erratum/Wrong_erratum> ?p ?o } WHERE { <erratum/1> ?p ?o };
DELETE { ?s ?p <erratum/1> } INSERT { ?s ?p <erratum/Wrong_erratum> } WHERE { ?s ?p <erratum/1> }
