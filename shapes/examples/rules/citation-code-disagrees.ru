# A citation cites A3, its printed code is A1.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX prov: <http://www.w3.org/ns/prov#>

DELETE { <citation/1> cito:hasCitedEntity ?value }
INSERT { <citation/1> cito:hasCitedEntity <reference/A3> }
WHERE { <citation/1> cito:hasCitedEntity ?value };
INSERT DATA { <review> cito:cites <reference/A3> };
DELETE DATA { <review> cito:cites <reference/A1> };
DELETE { <quotation/1> prov:wasQuotedFrom ?value }
INSERT { <quotation/1> prov:wasQuotedFrom <reference/A3> }
WHERE { <quotation/1> prov:wasQuotedFrom ?value }
