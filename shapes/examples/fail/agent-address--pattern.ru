# Address of a person or body: is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <agent/audit-commission> ?p ?o } INSERT { <agent/Wrong_agent> ?p ?o } WHERE { <agent/audit-commission> ?p ?o };
DELETE { ?s ?p <agent/audit-commission> } INSERT { ?s ?p <agent/Wrong_agent> } WHERE { ?s ?p <agent/audit-commission> }
