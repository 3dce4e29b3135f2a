# Publication: “Evidence category” is nothing that is known as a concept.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <evidence-category/A> ?property ?value } WHERE { <evidence-category/A> ?property ?value };
DELETE WHERE { <scheme/evidence-category> ?property ?value };
DELETE WHERE { <reference/A2> rip:evidenceCategory ?value };
DELETE WHERE { <reference/A3> rip:evidenceCategory ?value };
DELETE WHERE { <reference/A4> rip:evidenceCategory ?value }
