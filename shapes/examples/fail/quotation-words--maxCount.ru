# Quotation: “Words” is given twice.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

INSERT DATA { <quotation/1> prism:wordCount 13 }
