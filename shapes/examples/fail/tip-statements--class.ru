# Tip: “Says the same as” is a thing of another kind.
# base: pass/implications.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX dcterms: <http://purl.org/dc/terms/>

INSERT DATA { <tip/1> dcterms:relation <agent/nobody> }
