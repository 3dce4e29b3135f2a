# Publication: its address is neither reference/… nor work/….
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <work/a-law> ?p ?o } INSERT { <law/a-law> ?p ?o } WHERE { <work/a-law> ?p ?o };
DELETE { ?s ?p <work/a-law> } INSERT { ?s ?p <law/a-law> } WHERE { ?s ?p <work/a-law> }
