# Quotation: “Gathered by” does not have the form wanted.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prov: <http://www.w3.org/ns/prov#>

DELETE { <quotation/2> prov:wasGeneratedBy ?value }
INSERT { <quotation/2> prov:wasGeneratedBy <project/match> }
WHERE { <quotation/2> prov:wasGeneratedBy ?value }
