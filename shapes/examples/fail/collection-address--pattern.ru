# Address of a collection: is written otherwise.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <collection/everything> ?p ?o } INSERT { <collection/Wrong_collection> ?p ?o } WHERE { <collection/everything> ?p ?o };
DELETE { ?s ?p <collection/everything> } INSERT { ?s ?p <collection/Wrong_collection> } WHERE { ?s ?p <collection/everything> }
