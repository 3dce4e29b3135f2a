# Contribution: “Publication” is a thing of another kind.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX pro: <http://purl.org/spar/pro/>

DELETE { <contribution/A1-1> pro:relatesToDocument ?value }
INSERT { <contribution/A1-1> pro:relatesToDocument <agent/nobody> }
WHERE { <contribution/A1-1> pro:relatesToDocument ?value }
