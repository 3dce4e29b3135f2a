# Person: “Given names or initials” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

INSERT DATA { <agent/glisson-c> foaf:givenName "Another" }
