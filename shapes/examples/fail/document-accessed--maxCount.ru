# Publication: “Consulted on” is given twice.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <reference/A1> rip:accessed "Another"^^xsd:gYearMonth }
