# The erratum of a citation gives another reading.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/2> rip:readAs ?value }
INSERT { <citation/2> rip:readAs <reference/A4> }
WHERE { <citation/2> rip:readAs ?value };
DELETE DATA { <review> cito:cites <reference/A3> };
INSERT DATA { <review> cito:cites <reference/A4> }
