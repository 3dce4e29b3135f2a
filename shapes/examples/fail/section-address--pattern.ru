# Address of a part of the book: is written otherwise.
# base: pass/structure.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>

DELETE { <section/body-matter> ?p ?o } INSERT { <section/Wrong_section> ?p ?o } WHERE { <section/body-matter> ?p ?o };
DELETE { ?s ?p <section/body-matter> } INSERT { ?s ?p <section/Wrong_section> } WHERE { ?s ?p <section/body-matter> }
