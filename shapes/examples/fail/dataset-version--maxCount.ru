# Dataset: “Version” is given twice.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>

INSERT DATA { <dataset> dcat:version "0.2.0" }
