# Team: its address begins with another word.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <team/youth> ?p ?o } INSERT { <agent/youth> ?p ?o } WHERE { <team/youth> ?p ?o };
DELETE { ?s ?p <team/youth> } INSERT { ?s ?p <agent/youth> } WHERE { ?s ?p <team/youth> }
