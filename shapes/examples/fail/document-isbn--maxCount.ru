# Publication: “ISBN” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

INSERT DATA { <reference/A2> prism:isbn "0-9542562-4-7" }
