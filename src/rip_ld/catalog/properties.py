"""The properties of a thing in their groups, each with its values as a page lists them."""

from collections import defaultdict
from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog.forms import Form
from rip_ld.catalog.kinds import Kinds
from rip_ld.catalog.labels import Labels
from rip_ld.catalog.layout import OTHER, Row
from rip_ld.catalog.model import Group, Heap, Link, Property, Table, Value
from rip_ld.catalog.shelves import Shelves
from rip_ld.catalog.telling import Telling, numbers, ranges
from rip_ld.catalog.ties import ties
from rip_ld.store.port import Term

FEW = 8  # up to so many values of a property are one list, whatever they are
SHOWN = 500  # values of one property that a page lists; more are counted and left to a query


class Here(NamedTuple):
    """The thing whose page it is: its IRI, and what it is called."""

    iri: str
    label: str


class Properties:
    """How properties are shown: their order, their names, their values."""

    def __init__(self, labels: Labels, telling: Telling, kinds: Kinds, shelves: Shelves) -> None:
        self._labels, self._telling, self._kinds, self._shelves = labels, telling, kinds, shelves

    def groups(
        self,
        form: Form,
        outgoing: dict[str, list[Term]],
        incoming: dict[str, list[Term]],
        hidden: Container[str],
        tabled: Mapping[str, Table],
        here: Here,
    ) -> tuple[Group, ...]:
        """Put the properties of the thing `here` into groups, as its form has them.

        Of the outgoing ones those in `hidden` are not shown; `tabled` have tables instead of values, and come last where no shape places them.
        """
        groups: dict[str, list[Property]] = {}
        beside = ties(self._telling, form.rows, outgoing, incoming)
        rows = sorted(form.rows, key=lambda row: row.group is OTHER and row.predicate in tabled) if tabled else form.rows
        for row in rows:
            values = (incoming if row.inverse else outgoing).get(row.predicate)
            if values and row.hidden:
                values = [value for value in values if value not in beside.told] if row.inverse else []
            if values and (row.inverse or row.predicate not in hidden):
                ordered = values if row.inverse else self._labels.tied(values, incoming.values())
                shown = self.one(row, ordered, here, tabled.get(row.predicate), ordered is values, beside.facts)
                groups.setdefault(row.group, []).append(shown)
        return tuple(Group(label, tuple(properties)) for label, properties in groups.items())

    def one(
        self,
        row: Row,
        values: list[Term],
        here: Here,
        table: Table | None = None,
        sort: bool = True,
        facts: Mapping[Term, tuple[Value, ...]] = MappingProxyType({}),
        counted: bool = False,
    ) -> Property:
        """Give a property of the thing `here` with its values; for an inverse one they are the things that point to it.

        `facts` are told beside single values; where values are `counted`, many are told by their shelves only.
        """
        if table:
            return _property(row, (), len(values), table)
        if isinstance(values[0], Literal):
            if len(values) == 1:
                return _property(row, (self._telling.value(values[0]),), 1)
            if numbers(values):
                return _property(row, tuple(ranges(values)), len(values))
        heaps = self._heaps(values) if len(values) > FEW else {}
        if counted and heaps:
            return _property(row, (), len(values), heaps=self._piled(heaps, {}))
        listed = few(values)
        ordered = self._shelves.ordered(listed) if sort and len(listed) > 1 else listed
        shown = self._telling.values(ordered)
        if facts or any(isinstance(value, Link) and (value.facts or value.trail) for value in shown):
            shown = tuple(self._on(value, here, row.inverse, facts.get(term)) if isinstance(value, Link) else value for term, value in zip(ordered, shown))
        piled = self._piled(heaps, dict(zip(ordered, shown))) if len(heaps) > 1 else ()
        return _property(row, self._kinds.told_apart(shown, here.label), len(values), heaps=piled)

    def _on(self, link: Link, here: Here, inverse: bool, facts: tuple[Value, ...] | None) -> Link:
        """Give a link as the page of a thing shows it, without what the page says already."""
        if link.facts:
            link = link.on(here.iri)
        if inverse and link.trail:
            link = link.below(here.iri)
        return link if facts is None else link._replace(facts=facts)

    def _heaps(self, values: list[Term]) -> dict[str, list[Term]]:
        """List values by the shelf on which they stand; nothing where some stand on none."""
        heaps: dict[str, list[Term]] = defaultdict(list)
        for term in values:
            heaps[self._shelves.of(term)].append(term)
        return {} if "" in heaps else heaps

    def _piled(self, heaps: dict[str, list[Term]], shown: Mapping[Term, Value]) -> tuple[Heap, ...]:
        """Give heaps in the order of their shelves, with what is shown of each in the order in which it is shown."""
        shelves = self._shelves.ordered(NamedNode(shelf) for shelf in heaps)
        placed: dict[str, list[Value]] = defaultdict(list)
        for term, value in shown.items():
            placed[self._shelves.of(term)].append(value)
        return tuple(Heap(self._shelves.link(shelf.value), tuple(placed[shelf.value]), len(heaps[shelf.value])) for shelf in shelves)


def _property(row: Row, values: tuple[Value, ...], count: int, table: Table | None = None, heaps: tuple[Heap, ...] = ()) -> Property:
    return Property(row.predicate, row.name, values, count, row.inverse, row.description, table, heaps)


def few(values: list[Term]) -> list[Term]:
    """Give so many of some values as a page lists, the same each time."""
    return values if len(values) <= SHOWN else sorted(values, key=str)[:SHOWN]
