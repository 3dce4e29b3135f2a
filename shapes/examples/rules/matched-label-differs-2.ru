# A heading of the index is said to be the same as a concept with which it shares no word.
# base: pass/index.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <index-term/3> skos:exactMatch <theme/sharing-information> }
