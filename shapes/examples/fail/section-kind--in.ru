# Part of the book: “Kind” is a class that says nothing.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX deo: <http://purl.org/spar/deo/>

DELETE { <section/co-location> a ?value }
INSERT { <section/co-location> a deo:DiscourseElement }
WHERE { <section/co-location> a ?value }
