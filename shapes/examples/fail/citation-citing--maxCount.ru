# Citation: it stands in the review twice, by two addresses.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

INSERT DATA { <citation/1> cito:hasCitingEntity <http://example.org/frost-2005/review> }
