# Part of the dataset: its address does not end in a slash.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <tip/> ?p ?o } INSERT { <tips> ?p ?o } WHERE { <tip/> ?p ?o };
DELETE { ?s ?p <tip/> } INSERT { ?s ?p <tips> } WHERE { ?s ?p <tip/> }
