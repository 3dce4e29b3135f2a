# Quotation: “Kind” is none of those allowed.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>

DELETE DATA { <quotation/1> a fabio:Excerpt };
INSERT DATA { <quotation/1> a foaf:Document }
