# Publication: “Note” is in another language.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <reference/A1> skos:note ?value }
INSERT { <reference/A1> skos:note "un mot"@fr }
WHERE { <reference/A1> skos:note ?value }
