# Project: “Name” is given twice.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

INSERT DATA { <project/match> foaf:name "Another" }
