# The printed locators of a heading hold words; its pages are left out.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <index-term/3> rip:printedLocator ?value }
INSERT { <index-term/3> rip:printedLocator "45 passim" }
WHERE { <index-term/3> rip:printedLocator ?value };
DELETE DATA { <index-term/3> rip:page 45 }
