# Match: its address has a capital and an underscore.
# base: pass/mappings.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <mapping/1> ?p ?o } INSERT { <mapping/One_match> ?p ?o } WHERE { <mapping/1> ?p ?o };
DELETE { ?s ?p <mapping/1> } INSERT { ?s ?p <mapping/One_match> } WHERE { ?s ?p <mapping/1> }
