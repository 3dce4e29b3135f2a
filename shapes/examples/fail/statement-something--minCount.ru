# Statement: “About something” is missing.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE WHERE { <claim/B9-2> dcterms:subject ?value };
DELETE WHERE { <claim/B9-2> rip:defines ?value };
DELETE WHERE { <claim/B9-2> rip:concludes ?value };
DELETE WHERE { <claim/B9-2> rip:namesBarrier ?value };
DELETE WHERE { <claim/B9-2> rip:namesFacilitator ?value }
