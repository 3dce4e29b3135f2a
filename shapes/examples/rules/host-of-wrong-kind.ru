# An article in a journal appeared in a magazine.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

DELETE { <journal/child-abuse> a fabio:Journal }
INSERT { <journal/child-abuse> a fabio:Magazine }
WHERE { }
