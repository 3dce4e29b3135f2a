# Quotation: “Source or speaker” is missing.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>

DELETE WHERE { <quotation/1> prov:wasQuotedFrom ?value };
DELETE WHERE { <quotation/1> prov:wasGeneratedBy ?value };
DELETE WHERE { <quotation/1> rip:speakerRole ?value }
