# An article has lost its volume and its issue.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE WHERE { <reference/A1> prism:volume ?value };
DELETE WHERE { <reference/A1> prism:issueIdentifier ?value }
