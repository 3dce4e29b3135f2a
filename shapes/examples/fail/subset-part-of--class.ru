# Part of the dataset: “Part of” is a thing of another kind.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

DELETE { <tip/> dcterms:isPartOf ?value }
INSERT { <tip/> dcterms:isPartOf <agent/rip-ld-project> }
WHERE { <tip/> dcterms:isPartOf ?value }
