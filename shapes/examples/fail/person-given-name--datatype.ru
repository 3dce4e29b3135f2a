# Person: “Given names or initials” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE { <agent/glisson-c> foaf:givenName ?value }
INSERT { <agent/glisson-c> foaf:givenName "C"@en }
WHERE { <agent/glisson-c> foaf:givenName ?value }
