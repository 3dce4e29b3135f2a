# Quotation: “Set as” is none of those allowed.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doco: <http://purl.org/spar/doco/>

DELETE { <quotation/1> dcterms:type ?value }
INSERT { <quotation/1> dcterms:type doco:Section }
WHERE { <quotation/1> dcterms:type ?value }
