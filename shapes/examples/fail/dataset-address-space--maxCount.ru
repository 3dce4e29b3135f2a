# Dataset: “Address space” is given twice.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX void: <http://rdfs.org/ns/void#>

INSERT DATA { <dataset> void:uriSpace "https://example.org/" }
