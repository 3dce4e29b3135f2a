# Citation: “What the citation does” is none of those allowed.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

DELETE { <citation/1> cito:hasCitationCharacterization ?value }
INSERT { <citation/1> cito:hasCitationCharacterization cito:isCitedBy }
WHERE { <citation/1> cito:hasCitationCharacterization ?value }
