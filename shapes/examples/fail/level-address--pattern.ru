# Its address says that it is a term: level/together is called term/together.
# base: pass/levels.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <level/together> ?p ?o } INSERT { <term/together> ?p ?o } WHERE { <level/together> ?p ?o };
DELETE { ?s ?p <level/together> } INSERT { ?s ?p <term/together> } WHERE { ?s ?p <level/together> }
