# Quotation: it is written and spoken.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

INSERT DATA { <quotation/1> a fabio:Quotation }
