# Volume and issue are exchanged.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE { <reference/A1> prism:volume ?volume ; prism:issueIdentifier ?issue }
INSERT { <reference/A1> prism:volume ?issue ; prism:issueIdentifier ?volume }
WHERE { <reference/A1> prism:volume ?volume ; prism:issueIdentifier ?issue }
