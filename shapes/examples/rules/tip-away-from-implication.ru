# A tip stands under another heading than the implication with which it helps.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <tip/1> rip:locatedIn ?value }
INSERT { <tip/1> rip:locatedIn <section/heading-leadership-vision> }
WHERE { <tip/1> rip:locatedIn ?value }
