# Two references have one ISBN, the one with hyphens and the other without.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

INSERT DATA { <reference/A4> prism:isbn "1904984045" }
