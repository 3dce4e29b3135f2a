"""An answer to a query as people read it: a table with labels and links, yes or no, or Turtle."""

import json
from dataclasses import dataclass

from flask import request
from pyoxigraph import Literal, NamedNode

from rip_ld.catalog.model import Text, Value
from rip_ld.sparql import Answer, Query, QueryFailure
from rip_ld.web.respond import DEPARTURE, publication

SHOWN = 1000  # rows that a page shows; any format but a page has all
MOST_SHOWN = 8 << 20  # bytes of an answer that become a table on a page
MOST_TURTLE = 1 << 20  # characters of Turtle that a page shows


@dataclass(frozen=True)
class Shown:
    """An answer as a page shows it; `count` is of all rows, `numeric` are columns of numbers, `formats` are the names of those in which the whole may be had."""

    elapsed: float
    formats: tuple[str, ...]
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    count: int = 0
    numeric: frozenset[int] = frozenset()
    verdict: bool | None = None
    turtle: str | None = None
    cut: bool = False


def run(query: Query) -> Answer:
    """Have the pool answer a query of the current request; raises QueryFailure. Who leaves in the middle stops it."""
    return publication().pool.run(query, request.environ.get(DEPARTURE))


def shown(answer: Answer) -> Shown:
    """Read an answer that came as JSON or Turtle; raises QueryFailure where it is too large for a page."""
    if answer.size > MOST_SHOWN:
        raise QueryFailure("too-large", limit=MOST_SHOWN)
    if answer.kind == "graph":
        turtle = answer.whole().decode().strip()
        return Shown(answer.elapsed, ("ttl", "nt", "jsonld", "rdf"), turtle=turtle[:MOST_TURTLE], cut=len(turtle) > MOST_TURTLE)
    found = json.loads(answer.whole())
    if answer.kind == "boolean":
        return Shown(answer.elapsed, ("json", "xml"), verdict=found["boolean"])
    names, rows = tuple(found["head"]["vars"]), found["results"]["bindings"]
    table = tuple(tuple(_cell(row.get(name)) for name in names) for row in rows[:SHOWN])
    numeric = frozenset(place for place, column in enumerate(zip(*table, strict=True)) if all(map(_is_number, column)))
    return Shown(answer.elapsed, ("csv", "tsv", "json", "xml"), names, table, len(rows), numeric, cut=len(rows) > SHOWN)


def _cell(binding: dict | None) -> Value | None:
    """Give the value of a cell: a link to a thing by its label, a text, or the mark of a blank node."""
    if binding is None:
        return None
    labels = publication().catalog.labels
    if binding["type"] == "uri":
        return labels.link(NamedNode(binding["value"]))
    if binding["type"] == "literal" and "datatype" in binding:
        return labels.value(Literal(binding["value"], datatype=NamedNode(binding["datatype"])))
    if binding["type"] == "triple":
        parts = (binding["value"][part] for part in ("subject", "predicate", "object"))
        return Text(" ".join(part["value"] if part["type"] != "triple" else "…" for part in parts))
    return Text(binding["value"] if binding["type"] == "literal" else f"_:{binding['value']}", binding.get("xml:lang", ""))


def _is_number(value: Value | None) -> bool:
    """Tell whether a cell is a number, or empty: a column of these stands at the right."""
    plain = isinstance(value, Text) and not value.language and not value.datatype
    return value is None or (plain and value.text.replace(".", "", 1).removeprefix("-").isdecimal())
