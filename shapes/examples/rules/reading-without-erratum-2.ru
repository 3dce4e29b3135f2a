# A citation is read as what is printed.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/2> rip:readAs ?value }
INSERT { <citation/2> rip:readAs <reference/A2> }
WHERE { <citation/2> rip:readAs ?value };
DELETE { <erratum/1> rip:correctedTo ?value }
INSERT { <erratum/1> rip:correctedTo <reference/A2> }
WHERE { <erratum/1> rip:correctedTo ?value };
DELETE DATA { <review> cito:cites <reference/A3> };
INSERT DATA { <review> cito:cites <reference/A2> }
