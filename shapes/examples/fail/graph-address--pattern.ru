# Address of a named graph: is written otherwise.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <graph/tips> ?p ?o } INSERT { <graph/Wrong_graph> ?p ?o } WHERE { <graph/tips> ?p ?o };
DELETE { ?s ?p <graph/tips> } INSERT { ?s ?p <graph/Wrong_graph> } WHERE { ?s ?p <graph/tips> }
