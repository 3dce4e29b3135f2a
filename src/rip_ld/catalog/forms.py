"""The forms of pages: what the classes and the properties of a thing decide alone. Things that have the same share one form."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.kinds import Kinds
from rip_ld.catalog.labels import Labels
from rip_ld.catalog.layout import OTHER, TITLE, USUAL, Layout, Row
from rip_ld.catalog.model import Link
from rip_ld.kept import kept

MOST = 4096  # forms that are kept; data in which every thing has other properties could have one for each
LAST = float("inf")
TYPE = t.RDF_TYPE.value
NAMES, SUMMARIES = (tuple(term.value for term in terms) for terms in (t.NAMING, t.SUMMARIES))
# What the tree of a scheme shows already, each with whether it points to the scheme.
IN_TREE = {(t.HAS_TOP_CONCEPT.value, False), (t.IN_SCHEME.value, True), (t.PART_OF.value, True), (t.TOP_CONCEPT_OF.value, True)}


@dataclass(frozen=True)
class Form:
    """How a page is laid out, before anything is known of the values.

    `rows` are the properties of the thing in their order, `pointing` those that point to it and have no place among these, each row with
    its name and what it means. `types` are the nearest classes; `names`, `summaries` and `titles` the properties that say what the
    thing is called, what it is, and its full title; `leading` tells that no shape has a place for the first summary.
    """

    rows: tuple[Row, ...]
    pointing: tuple[Row, ...]
    types: tuple[Link, ...]
    names: tuple[str, ...]
    summaries: tuple[str, ...]
    titles: tuple[str, ...]
    leading: bool


class Forms:
    """The forms of the pages of a store, each made once: what is served does not change."""

    def __init__(self, labels: Labels, layout: Layout, kinds: Kinds) -> None:
        self._labels, self._layout, self._kinds = labels, layout, kinds

    def of(self, types: Iterable[NamedNode], outgoing: Iterable[str], incoming: Iterable[str], iri: str) -> Form:
        """Give the form for a thing with some classes, some properties, and some by which others point to it."""
        return self._make(frozenset(types), frozenset(outgoing), frozenset(incoming), iri if self._layout.singles_out(iri) else "")

    @kept(MOST)
    def _make(self, types: frozenset[NamedNode], outgoing: frozenset[str], incoming: frozenset[str], iri: str) -> Form:
        classes = frozenset(kind.value for kind in types)
        placed = self._layout.rows(classes, outgoing, iri)
        places = {(row.predicate, row.inverse) for row in placed}
        left_out = {(TYPE, False)} | (IN_TREE if t.CONCEPT_SCHEME in types else set())
        rest = [Row(name, False, "", "", LAST, OTHER, LAST) for name in outgoing if (name, False) not in places]
        rest.sort(key=lambda row: (USUAL.get(row.predicate, len(USUAL)), self._name(row), row.predicate))
        pointing = [Row(name, True, "", "", LAST, OTHER, LAST) for name in incoming if (name, True) not in places]
        pointing.sort(key=lambda row: (self._name(row), row.predicate))
        rows = (row for row in (*placed, *rest) if row.predicate in (incoming if row.inverse else outgoing))
        summaries = tuple(name for name in SUMMARIES if name in outgoing)
        return Form(
            rows=tuple(map(self._told, (row for row in rows if (row.predicate, row.inverse) not in left_out))),
            pointing=tuple(map(self._told, (row for row in pointing if (row.predicate, True) not in left_out))),
            types=self._kinds.links(tuple(types)),
            names=tuple(name for name in NAMES if name in outgoing),
            summaries=summaries,
            titles=tuple(row.predicate for row in self._layout.roles(classes, outgoing, iri).get(TITLE, ())),
            leading=bool(summaries) and (summaries[0], False) not in places,
        )

    def _name(self, row: Row) -> str:
        return row.name or self._labels.name(NamedNode(row.predicate))

    def _told(self, row: Row) -> Row:
        """Give a row with its name and its meaning where the shape tells none."""
        return replace(row, name=self._name(row), description=row.description or self._labels.summary(NamedNode(row.predicate)))
