# Publication: “Subtitle” has another datatype.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

DELETE { <reference/A1> fabio:hasSubtitle ?value }
INSERT { <reference/A1> fabio:hasSubtitle "a study"@en }
WHERE { <reference/A1> fabio:hasSubtitle ?value }
