# The only tip has position 2.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <tip/1> ?p ?o } INSERT { <tip/2> ?p ?o } WHERE { <tip/1> ?p ?o };
DELETE { <tip/2> rip:position ?value }
INSERT { <tip/2> rip:position 2 }
WHERE { <tip/2> rip:position ?value };
DELETE { <tip/2> rip:printedCode ?value }
INSERT { <tip/2> rip:printedCode "TIP 2" }
WHERE { <tip/2> rip:printedCode ?value }
