# Contribution: “Contributor” is missing.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX pro: <http://purl.org/spar/pro/>

DELETE WHERE { <contribution/A1-1> pro:isHeldBy ?value }
