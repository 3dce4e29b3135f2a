# Person or body: “Label” is in another language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

DELETE { <agent/audit-commission> rdfs:label ?value }
INSERT { <agent/audit-commission> rdfs:label "un mot"@fr }
WHERE { <agent/audit-commission> rdfs:label ?value }
