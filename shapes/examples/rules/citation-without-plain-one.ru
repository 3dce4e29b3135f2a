# The review does not say plainly that it cites A1.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

DELETE DATA { <review> cito:cites <reference/A1> }
