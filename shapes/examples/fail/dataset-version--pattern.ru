# Dataset: “Version” is written otherwise.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>

DELETE { <dataset> dcat:version ?value }
INSERT { <dataset> dcat:version "wrong" }
WHERE { <dataset> dcat:version ?value }
