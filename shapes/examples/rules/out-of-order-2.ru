# The first quotation stands in a later section than the second.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <quotation/1> rip:locatedIn ?value }
INSERT { <quotation/1> rip:locatedIn <section/second> }
WHERE { <quotation/1> rip:locatedIn ?value };
DELETE { <quotation/2> rip:locatedIn ?value }
INSERT { <quotation/2> rip:locatedIn <section/first> }
WHERE { <quotation/2> rip:locatedIn ?value };
DELETE { <citation/1> rip:citedFor ?value }
INSERT { <citation/1> rip:citedFor <event/an-inquiry-1974> }
WHERE { <citation/1> rip:citedFor ?value }
