# Person: “Family name” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE { <agent/glisson-c> foaf:familyName ?value }
INSERT { <agent/glisson-c> foaf:familyName "Glisson"@en }
WHERE { <agent/glisson-c> foaf:familyName ?value }
