# No erratum says why a citation is read otherwise.
# base: pass/citations.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { ?s ?p ?o } WHERE { ?s a rip:Erratum ; ?p ?o }
