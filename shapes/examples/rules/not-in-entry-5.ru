# The volume lacks a digit.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE { <reference/A1> prism:volume ?value }
INSERT { <reference/A1> prism:volume "2" }
WHERE { <reference/A1> prism:volume ?value }
