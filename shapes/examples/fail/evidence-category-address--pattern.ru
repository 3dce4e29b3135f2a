# Evidence category: its address ends in a word, not in its letter.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <evidence-category/A> ?p ?o } INSERT { <evidence-category/primary> ?p ?o } WHERE { <evidence-category/A> ?p ?o };
DELETE { ?s ?p <evidence-category/A> } INSERT { ?s ?p <evidence-category/primary> } WHERE { ?s ?p <evidence-category/A> }
