# Address of a concept scheme: is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <scheme/evidence-category> ?p ?o } INSERT { <scheme/Wrong_scheme> ?p ?o } WHERE { <scheme/evidence-category> ?p ?o };
DELETE { ?s ?p <scheme/evidence-category> } INSERT { ?s ?p <scheme/Wrong_scheme> } WHERE { ?s ?p <scheme/evidence-category> }
