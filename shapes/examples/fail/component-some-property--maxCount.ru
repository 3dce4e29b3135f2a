# Component: it is dimension and measure.
# base: pass/cube.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
PREFIX qb: <http://purl.org/linked-data/cube#>

INSERT DATA { <cube/outcomes-level> qb:measure rip:evaluationCount }
