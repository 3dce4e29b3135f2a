# Part of the book: “Kind” is given twice.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX doco: <http://purl.org/spar/doco/>

INSERT DATA { <section/co-location> a doco:Table }
