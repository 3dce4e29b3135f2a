# Named graph: “Name for queries” is given twice.
# base: pass/dataset.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>

INSERT DATA { <graph/tips> sd:name <work/another> }
