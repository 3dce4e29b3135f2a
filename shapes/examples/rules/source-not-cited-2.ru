# A quotation is taken from a reference that is not cited.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prov: <http://www.w3.org/ns/prov#>

DELETE { <quotation/2> prov:wasQuotedFrom ?value }
INSERT { <quotation/2> prov:wasQuotedFrom <reference/A9> }
WHERE { <quotation/2> prov:wasQuotedFrom ?value }
