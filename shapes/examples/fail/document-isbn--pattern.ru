# Publication: “ISBN” is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE { <reference/A2> prism:isbn ?value }
INSERT { <reference/A2> prism:isbn "wrong" }
WHERE { <reference/A2> prism:isbn ?value }
