# Quotation: “Set as” is given twice.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doco: <http://purl.org/spar/doco/>

INSERT DATA { <quotation/1> dcterms:type doco:SimpleRunInQuotation }
