# Conclusion: “Concludes on” does not have the form wanted.
# base: pass/statements.ttl
BASE <https://w3id.org/rip-ld/frost-2005/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>

DELETE { <conclusion/1> rip:concludes ?value }
INSERT { <conclusion/1> rip:concludes <term/teamwork> }
WHERE { <conclusion/1> rip:concludes ?value }
