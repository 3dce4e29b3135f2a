# Publication: “Place of publication” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX fabio: <http://purl.org/spar/fabio/>

DELETE { <reference/A2> fabio:hasPlaceOfPublication ?value }
INSERT { <reference/A2> fabio:hasPlaceOfPublication <agent/nobody> }
WHERE { <reference/A2> fabio:hasPlaceOfPublication ?value }
