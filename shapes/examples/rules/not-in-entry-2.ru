# The subtitle has a capital that is not printed.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

DELETE { <reference/A1> fabio:hasSubtitle ?value }
INSERT { <reference/A1> fabio:hasSubtitle "A study" }
WHERE { <reference/A1> fabio:hasSubtitle ?value }
