# The family name is mistyped in the name.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE { <agent/hemmelgarn-a> foaf:name ?value }
INSERT { <agent/hemmelgarn-a> foaf:name "A Hemelgarn" }
WHERE { <agent/hemmelgarn-a> foaf:name ?value }
