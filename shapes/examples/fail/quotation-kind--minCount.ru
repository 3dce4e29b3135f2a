# Quotation: it is neither written nor spoken.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

DELETE DATA { <quotation/1> a fabio:Excerpt }
