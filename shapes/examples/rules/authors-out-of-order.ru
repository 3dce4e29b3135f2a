# The second author comes first in the record.
# base: pass/bibliography.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <contribution/A4-1> rip:position 1 . <contribution/A4-2> rip:position 2 }
INSERT { <contribution/A4-1> rip:position 2 . <contribution/A4-2> rip:position 1 }
WHERE { }
