"""An answer to a query as people read it: a table with labels and links, yes or no, or Turtle."""

from dataclasses import dataclass

from flask import request
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from rip_ld.catalog.model import Link, Text, Value
from rip_ld.sparql import Answer, Query
from rip_ld.sparql.beginning import beginning
from rip_ld.web.respond import DEPARTURE, publication

SHOWN = 1000  # rows that a page shows; any format but a page has all that the endpoint gives


@dataclass(frozen=True)
class Shown:
    """An answer as a page shows it; `count` is of all rows, or there are `more`, `numeric` are columns of numbers, `formats` are the names of those in which the whole may be had.

    `limit` is the number of rows after which the endpoint has left out the rest, 0 where it has not.
    """

    elapsed: float
    formats: tuple[str, ...]
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    count: int = 0
    numeric: frozenset[int] = frozenset()
    verdict: bool | None = None
    turtle: str | None = None
    cut: bool = False
    more: bool = False
    limit: int = 0

    @property
    def addressed(self) -> bool:
        """Tell whether things with addresses are among the rows."""
        return any(isinstance(cell, Link) and cell.iri for row in self.rows for cell in row)


def run(query: Query) -> Answer:
    """Have the pool answer a query of the current request; raises QueryFailure. Who leaves in the middle stops it."""
    return publication().pool.run(query, request.environ.get(DEPARTURE))


def shown(answer: Answer, once: bool = False) -> Shown:
    """Read the beginning of an answer that came as JSON or Turtle, of whatever size; `once` leaves out columns that only repeat the names of things in another."""
    start = beginning(answer, SHOWN)
    if start.turtle is not None:
        return Shown(answer.elapsed, ("ttl", "nt", "jsonld", "rdf"), turtle=start.turtle.strip(), cut=start.more)
    if start.verdict is not None:
        return Shown(answer.elapsed, ("json", "xml"), verdict=start.verdict)
    names, table = start.names, tuple(tuple(None if term is None else _cell(term) for term in row) for row in start.rows)
    if once:
        names, table = _told_once(names, table)
    numeric = frozenset(place for place, column in enumerate(zip(*table, strict=True)) if all(map(_is_number, column)))
    return Shown(answer.elapsed, ("csv", "tsv", "json", "xml"), names, table, start.count, numeric, cut=start.count > SHOWN, more=start.more, limit=answer.cut)


def _told_once(names: tuple[str, ...], table: tuple[tuple[Value | None, ...], ...]) -> tuple[tuple[str, ...], tuple[tuple[Value | None, ...], ...]]:
    """Leave out the columns of which every cell says what a thing of another column, the same for all rows, is called."""
    columns = [[_said(cell) for cell in column] for column in zip(*table, strict=True)]
    things = [place for place, column in enumerate(zip(*table, strict=True)) if any(isinstance(cell, Link) for cell in column)]
    kept = [place for place, said in enumerate(columns) if place in things or all(said != columns[thing] for thing in things)]
    return tuple(names[place] for place in kept or range(len(names))), tuple(tuple(row[place] for place in kept) for row in table)


def _said(cell: Value | None) -> str:
    return cell.label if isinstance(cell, Link) else cell.text if isinstance(cell, Text) else ""


def _cell(term: NamedNode | BlankNode | Literal | Triple) -> Value:
    """Give the value of a cell: a link to a thing by its label, a text, or the mark of a blank node."""
    labels = publication().catalog.labels
    if isinstance(term, NamedNode):
        return labels.link(term)
    if isinstance(term, Literal):
        return labels.value(term)
    if isinstance(term, Triple):
        return Text(" ".join("…" if isinstance(part, Triple) else part.value for part in term))
    return Text(str(term))


def _is_number(value: Value | None) -> bool:
    """Tell whether a cell is a number, or empty: a column of these stands at the right."""
    plain = isinstance(value, Text) and not value.language and not value.datatype
    return value is None or (plain and value.text.replace(".", "", 1).removeprefix("-").isdecimal())
