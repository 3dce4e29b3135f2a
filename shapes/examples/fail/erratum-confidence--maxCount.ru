# Erratum: “How sure” is given twice.
# base: pass/errata.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

INSERT DATA { <erratum/1> rip:confidence <erratum-type/scan-fault> }
