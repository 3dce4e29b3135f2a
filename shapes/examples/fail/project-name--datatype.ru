# Project: “Name” has another datatype.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE { <project/match> foaf:name ?value }
INSERT { <project/match> foaf:name "MATCh"@en }
WHERE { <project/match> foaf:name ?value }
