# Person: “Family name” is missing.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE WHERE { <agent/glisson-c> foaf:familyName ?value }
