# Address of a place: is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <place/london> ?p ?o } INSERT { <place/Wrong_place> ?p ?o } WHERE { <place/london> ?p ?o };
DELETE { ?s ?p <place/london> } INSERT { ?s ?p <place/Wrong_place> } WHERE { ?s ?p <place/london> }
