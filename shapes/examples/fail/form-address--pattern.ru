# Its address says that it is a term: form/teams is called term/teams.
# base: pass/concepts.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <form/teams> ?p ?o } INSERT { <term/teams> ?p ?o } WHERE { <form/teams> ?p ?o };
DELETE { ?s ?p <form/teams> } INSERT { ?s ?p <term/teams> } WHERE { ?s ?p <form/teams> }
