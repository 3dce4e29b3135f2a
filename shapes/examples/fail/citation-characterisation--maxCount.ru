# Citation: “What the citation does” is given twice.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>

INSERT DATA { <citation/1> cito:hasCitationCharacterization cito:discusses }
