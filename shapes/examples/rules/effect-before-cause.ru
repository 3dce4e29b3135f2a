# A death of 1975 has influenced an inquiry of 1974.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { <event/a-death-1973> rip:position 2 . <event/an-inquiry-1974> rip:position 3 };
INSERT DATA { <event/a-death-1973> rip:position 3 . <event/an-inquiry-1974> rip:position 2 };
DELETE { <event/a-death-1973> dcterms:date ?value }
INSERT { <event/a-death-1973> dcterms:date "1975"^^xsd:gYear }
WHERE { <event/a-death-1973> dcterms:date ?value };
DELETE { <event/a-death-1973> ?p ?o } INSERT { <event/a-death-1975> ?p ?o } WHERE { <event/a-death-1973> ?p ?o };
DELETE { ?s ?p <event/a-death-1973> } INSERT { ?s ?p <event/a-death-1975> } WHERE { ?s ?p <event/a-death-1973> }
