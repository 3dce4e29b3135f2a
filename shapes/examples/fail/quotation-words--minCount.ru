# Quotation: “Words” is missing.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE WHERE { <quotation/1> prism:wordCount ?value }
