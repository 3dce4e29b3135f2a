# Dataset: “Keywords” is missing.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>

DELETE WHERE { <dataset> dcat:keyword ?value }
