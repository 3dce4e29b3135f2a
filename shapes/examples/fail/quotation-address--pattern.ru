# Quotation: its address ends in a word.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <quotation/1> ?p ?o } INSERT { <quotation/first> ?p ?o } WHERE { <quotation/1> ?p ?o };
DELETE { ?s ?p <quotation/1> } INSERT { ?s ?p <quotation/first> } WHERE { ?s ?p <quotation/1> }
