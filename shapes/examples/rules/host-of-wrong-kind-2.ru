# A book is part of a journal.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <reference/A2> dcterms:isPartOf ?host ; rip:printedAs ?entry }
INSERT { <reference/A2> dcterms:isPartOf <journal/child-abuse> ; rip:printedAs "(1998a) A book. Child abuse. London: Audit Commission" }
WHERE { <reference/A2> dcterms:isPartOf ?host ; rip:printedAs ?entry }
