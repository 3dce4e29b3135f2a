# Publication: “Subtitle” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

INSERT DATA { <reference/A1> fabio:hasSubtitle "Another" }
