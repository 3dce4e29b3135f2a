# The first citation stands in a later section than the second.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <citation/1> rip:locatedIn ?value }
INSERT { <citation/1> rip:locatedIn <section/second> }
WHERE { <citation/1> rip:locatedIn ?value };
DELETE { <citation/2> rip:locatedIn ?value }
INSERT { <citation/2> rip:locatedIn <section/first> }
WHERE { <citation/2> rip:locatedIn ?value };
DELETE { <citation/1> rip:citedFor ?value }
INSERT { <citation/1> rip:citedFor <event/an-inquiry-1974> }
WHERE { <citation/1> rip:citedFor ?value }
