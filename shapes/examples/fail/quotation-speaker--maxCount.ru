# Quotation: “Speaker” is given twice.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <quotation/2> rip:speakerRole "nurse" }
