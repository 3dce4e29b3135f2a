# Quotation: “Words” has another datatype.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE { <quotation/1> prism:wordCount ?value }
INSERT { <quotation/1> prism:wordCount 12.0 }
WHERE { <quotation/1> prism:wordCount ?value }
