# The book has lost its ISBN.
# base: pass/review.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX prism: <http://prismstandard.org/namespaces/basic/2.0/>

DELETE WHERE { <review> prism:isbn ?value }
