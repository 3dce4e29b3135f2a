"""An answer to a query as people read it: a table with labels and links, yes or no, or Turtle."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import request
from pyoxigraph import Literal, NamedNode

from rip_ld.catalog.model import Link
from rip_ld.kept import kept
from rip_ld.publication import Publication
from rip_ld.sparql import Answer, Query, QueryFailure
from rip_ld.sparql.beginning import Beginning, beginning
from rip_ld.web.cells import Cell, cell
from rip_ld.web.respond import DEPARTURE, publication

SHOWN = 1000  # rows that a page shows; any format but a page has all that the endpoint gives
MOST_NAMES = 10_000
# What the files that are served call some things, wherever they say it.
NAMES = """\
SELECT DISTINCT ?thing ?name {{
  VALUES ?thing {{ {} }}
  {{ ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?name }} UNION {{ GRAPH ?graph {{ ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?name }} }}
  FILTER(isLiteral(?name) && STR(?name) != "")
}}"""


@dataclass(frozen=True)
class Shown:
    """An answer as a page shows it; `count` is of all rows, or there are `more`, `numeric` are columns of numbers, `formats` are the names of those in which the whole may be had.

    `limit` is the number of rows after which the endpoint has left out the rest, 0 where it has not.
    """

    elapsed: float
    formats: tuple[str, ...]
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
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
        return any(cell and cell.link and cell.link.iri != cell.text for row in self.rows for cell in row)


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
    link, short = _links(start), partial(_short, publication())
    names, table = start.names, tuple(tuple(None if term is None else cell(term, link, short) for term in row) for row in start.rows)
    if once:
        names, table = _told_once(names, table)
    numeric = frozenset(place for place, column in enumerate(zip(*table, strict=True)) if any(column) and all(x is None or x.number for x in column))
    return Shown(answer.elapsed, ("csv", "tsv", "json", "xml"), names, table, start.count, numeric, cut=start.count > SHOWN, more=start.more, limit=answer.cut)


def _told_once(names: tuple[str, ...], table: tuple[tuple[Cell | None, ...], ...]) -> tuple[tuple[str, ...], tuple[tuple[Cell | None, ...], ...]]:
    """Leave out the columns of which every cell says what a thing of another column, the same for all rows, is called."""
    columns = [[x.text if x else "" for x in column] for column in zip(*table, strict=True)]
    things = [place for place, column in enumerate(zip(*table, strict=True)) if any(x and x.link for x in column)]
    kept = [place for place, said in enumerate(columns) if place in things or all(said != columns[thing] for thing in things)]
    return tuple(names[place] for place in kept or range(len(names))), tuple(tuple(row[place] for place in kept) for row in table)


def _links(start: Beginning) -> Callable[[NamedNode], Link]:
    """Give what makes a link of a thing: with its label here; where files are served as they are, with the one that they have for it."""
    labels = publication().catalog.labels
    if not publication().settings.data:
        return labels.link
    named = _named({term for row in start.rows for term in row if isinstance(term, NamedNode)})
    return lambda term: Link(term.value, named[term]) if term in named else labels.link(term)


def _named(things: set[NamedNode]) -> dict[NamedNode, str]:
    """Ask the files what things are called; of none that they name nowhere, and of nothing where the query does not come through."""
    if not things:
        return {}
    try:
        found = beginning(run(Query(NAMES.format(" ".join(map(str, things))), solutions="json")), MOST_NAMES)
    except QueryFailure:
        return {}
    named: dict[NamedNode, list[Literal]] = {}
    for thing, name in found.rows:
        named.setdefault(thing, []).append(name)
    return {thing: publication().catalog.labels.preferred(names) for thing, names in named.items()}


@kept(256)
def _short(of: Publication, iri: str) -> str:
    return of.dataset.compact(iri)
