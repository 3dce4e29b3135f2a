# Quotation: “Speaker” has another datatype.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <quotation/2> rip:speakerRole ?value }
INSERT { <quotation/2> rip:speakerRole "nurse"@en }
WHERE { <quotation/2> rip:speakerRole ?value }
