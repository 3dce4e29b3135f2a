# Index heading: its address ends in a word.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <index-term/1> ?p ?o } INSERT { <index-term/first> ?p ?o } WHERE { <index-term/1> ?p ?o };
DELETE { ?s ?p <index-term/1> } INSERT { ?s ?p <index-term/first> } WHERE { ?s ?p <index-term/1> }
