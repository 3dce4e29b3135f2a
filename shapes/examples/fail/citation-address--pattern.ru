# Citation: its address ends in a word.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <citation/1> ?p ?o } INSERT { <citation/first> ?p ?o } WHERE { <citation/1> ?p ?o };
DELETE { ?s ?p <citation/1> } INSERT { ?s ?p <citation/first> } WHERE { ?s ?p <citation/1> }
