# Data cube: its address has capitals and an underscore.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <cube/outcomes> ?p ?o } INSERT { <cube/The_outcomes> ?p ?o } WHERE { <cube/outcomes> ?p ?o };
DELETE { ?s ?p <cube/outcomes> } INSERT { ?s ?p <cube/The_outcomes> } WHERE { ?s ?p <cube/outcomes> }
