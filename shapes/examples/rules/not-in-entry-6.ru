# The issue is another one.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE { <reference/A1> prism:issueIdentifier ?value }
INSERT { <reference/A1> prism:issueIdentifier "4" }
WHERE { <reference/A1> prism:issueIdentifier ?value }
