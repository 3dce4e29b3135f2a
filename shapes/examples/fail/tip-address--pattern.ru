# Tip: its address ends in a word, not in its number.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <tip/1> ?p ?o } INSERT { <tip/one> ?p ?o } WHERE { <tip/1> ?p ?o };
DELETE { ?s ?p <tip/1> } INSERT { ?s ?p <tip/one> } WHERE { ?s ?p <tip/1> }
