# Publication: “Issue” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

INSERT DATA { <reference/A1> prism:issueIdentifier "Another" }
