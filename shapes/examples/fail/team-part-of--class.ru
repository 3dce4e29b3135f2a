# Team: “Studied in” is a thing of another kind.
# base: pass/project.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <team/youth> dcterms:isPartOf ?value }
INSERT { <team/youth> dcterms:isPartOf <agent/nobody> }
WHERE { <team/youth> dcterms:isPartOf ?value }
