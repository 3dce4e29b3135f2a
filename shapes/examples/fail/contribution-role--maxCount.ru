# Contribution: “Role” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX pro: <http://purl.org/spar/pro/>

INSERT DATA { <contribution/A1-1> pro:withRole pro:translator }
