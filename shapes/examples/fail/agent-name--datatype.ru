# Person or body: “Name” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE { <agent/audit-commission> foaf:name ?value }
INSERT { <agent/audit-commission> foaf:name "Audit Commission"@en }
WHERE { <agent/audit-commission> foaf:name ?value }
