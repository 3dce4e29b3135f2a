# Dataset: “Address space” is written otherwise.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX void: <http://rdfs.org/ns/void#>

DELETE { <dataset> void:uriSpace ?value }
INSERT { <dataset> void:uriSpace "wrong" }
WHERE { <dataset> void:uriSpace ?value }
