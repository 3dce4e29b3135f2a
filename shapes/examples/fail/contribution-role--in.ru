# Contribution: “Role” is none of those allowed.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX pro: <http://purl.org/spar/pro/>

DELETE { <contribution/A1-1> pro:withRole ?value }
INSERT { <contribution/A1-1> pro:withRole <elsewhere> }
WHERE { <contribution/A1-1> pro:withRole ?value }
