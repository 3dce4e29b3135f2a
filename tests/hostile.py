"""Queries that have brought endpoints down, each with the status and the words that its sender gets: for tests and for the bench.

They are for a server with a deadline of some seconds and at most 128 MiB a query.
"""

from dataclasses import dataclass

EVERYTHING = ("?a ?b ?c", "?d ?e ?f", "?g ?h ?i", "?j ?k ?l", "?m ?n ?o")
STEP = "(!<x:none>|^!<x:none>)"


@dataclass(frozen=True)
class Hostile:
    """A query, the status that answers it, and words of the answer."""

    text: str
    status: int
    words: str


def _values(name: str) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, range(1000)))} }}"


DEADLINE = "longer than"
MEMORY = "MiB of memory"
HOSTILE = {
    "a cartesian product": Hostile(f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(EVERYTHING)} }}", 504, DEADLINE),
    "a product whose rows are wanted": Hostile(f"SELECT * {{ {' . '.join(EVERYTHING)} }}", 507, "larger than"),
    "property paths with open ends": Hostile(f"ASK {{ ?a {STEP}* ?b . ?b {STEP}* ?c . ?c {STEP}* ?d . FILTER(?d = <x:never>) }}", 504, DEADLINE),
    "a path of paths": Hostile(f"ASK {{ ?a (({STEP}+)+)+ ?b . ?b (({STEP}+)+)+ ?c . FILTER(?a = <x:never>) }}", 504, DEADLINE),
    "a product in order": Hostile(f"SELECT * {{ {' . '.join(EVERYTHING[:3])} }} ORDER BY ?i ?f ?c LIMIT 1", 507, MEMORY),
    "a product in groups": Hostile(f"SELECT ?a ?c ?d ?f (COUNT(*) AS ?n) {{ {' . '.join(EVERYTHING[:3])} }} GROUP BY ?a ?c ?d ?f ?g ?i", 507, MEMORY),
    "a product without doubles": Hostile(f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {' . '.join(EVERYTHING[:3])} }}", 507, MEMORY),
    "a text that doubles": Hostile(
        "SELECT (STRLEN(?x40) AS ?n) { BIND('0123456789abcdef' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40)) + " }", 507, MEMORY
    ),
    "an exploding regular expression": Hostile(f"ASK {{ FILTER(REGEX('{'a' * 5000}b', '^((a+)+)+$')) }}", 200, "false"),
    "a regular expression that multiplies": Hostile("ASK { FILTER(REGEX('a', '((((a{100}){100}){100}){100}){100}')) }", 400, "cannot compile this regular expression"),
    "a product of VALUES": Hostile(f"SELECT (COUNT(*) AS ?n) {{ {' '.join(map(_values, 'abcd'))} }}", 504, DEADLINE),
    "ten thousand brackets": Hostile("SELECT * {" + "{" * 10_000 + "}" * 10_000 + "}", 400, "nested 10001 deep"),
    "ninety thousand brackets in a filter": Hostile("ASK { FILTER(" + "(" * 90_000 + "1" + ")" * 90_000 + ") }", 400, "nested"),
    "a megabyte": Hostile("ASK {}" + " " * (1 << 20), 413, "longer than 1 MiB"),
    "nearly a megabyte of comment": Hostile("ASK {} #" + "x" * 1_000_000, 200, "true"),
    "a hundred thousand IRIs": Hostile("ASK { FILTER(<x:> IN (" + ",".join(f"<x:{n}>" for n in range(100_000)) + ")) }", 200, "false"),
    "a service elsewhere": Hostile("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "SERVICE"),
}  # fmt: skip
