# An ISBN of thirteen digits ends in the wrong one.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE { <reference/A2> prism:isbn ?value }
INSERT { <reference/A2> prism:isbn "978-0-9541834-1-0" }
WHERE { <reference/A2> prism:isbn ?value }
