# Claim: its address has no number.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <claim/frost-1> ?p ?o } INSERT { <claim/frost> ?p ?o } WHERE { <claim/frost-1> ?p ?o };
DELETE { ?s ?p <claim/frost-1> } INSERT { ?s ?p <claim/frost> } WHERE { ?s ?p <claim/frost-1> }
