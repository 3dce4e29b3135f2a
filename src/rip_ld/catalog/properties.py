"""The properties of a thing in their groups, each with its values as a page lists them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog.kinds import Kinds
from rip_ld.catalog.labels import Labels
from rip_ld.catalog.layout import OTHER, USUAL, Row
from rip_ld.catalog.model import Group, Heap, Link, Property, Table, Value
from rip_ld.catalog.shelves import Shelves
from rip_ld.catalog.telling import Telling, numbers, ranges
from rip_ld.catalog.ties import ties
from rip_ld.store.port import Term

FEW = 8  # up to so many values of a property are one list, whatever they are
SHOWN = 500  # values of one property that a page lists; more are counted and left to a query


class Properties:
    """How properties are shown: their order, their names, their values."""

    def __init__(self, labels: Labels, telling: Telling, kinds: Kinds, shelves: Shelves) -> None:
        self._labels, self._telling, self._kinds, self._shelves = labels, telling, kinds, shelves

    def groups(
        self,
        rows: Iterable[Row],
        outgoing: dict[str, list[Term]],
        incoming: dict[str, list[Term]],
        hidden: set[tuple[str, bool]],
        tabled: dict[str, Table],
        here: str,
    ) -> tuple[Group, ...]:
        """Put the properties of the thing `here` into groups, as the rows of its classes place them; the rest follows.

        `hidden` are not shown, each with whether it is inverse; `tabled` have tables instead of values.
        """
        groups: dict[str, list[Property]] = {}
        placed = set()
        beside = ties(self._telling, rows, outgoing, incoming)
        for row in rows:
            values = (incoming if row.inverse else outgoing).get(row.predicate)
            if not row.inverse:
                placed.add(row.predicate)
            if values and row.hidden:
                values = [value for value in values if value not in beside.told] if row.inverse else []
            if values and (row.predicate, row.inverse) not in hidden:
                name = row.name or self._labels.name(NamedNode(row.predicate))
                ordered = self._labels.tied(values, incoming.values()) if not row.inverse else values
                shown = self.one(row.predicate, name, ordered, here, row.inverse, row.description, tabled.get(row.predicate), ordered is values, beside.facts)
                groups.setdefault(row.group, []).append(shown)
        rest = [iri for iri in outgoing if iri not in placed and (iri, False) not in hidden]
        rest.sort(key=lambda iri: (iri in tabled, USUAL.get(iri, len(USUAL)), self._labels.name(NamedNode(iri))))
        for iri in rest:
            shown = self.one(iri, self._labels.name(NamedNode(iri)), outgoing[iri], here, table=tabled.get(iri))
            groups.setdefault(OTHER, []).append(shown)
        return tuple(Group(label, tuple(properties)) for label, properties in groups.items())

    def one(
        self,
        iri: str,
        name: str,
        values: list[Term],
        here: str,
        inverse: bool = False,
        description: str = "",
        table: Table | None = None,
        sort: bool = True,
        facts: Mapping[Term, tuple[Value, ...]] = MappingProxyType({}),
        counted: bool = False,
    ) -> Property:
        """Give a property of the thing `here` with its values; for an inverse one they are the things that point to it.

        `facts` are told beside single values; where values are `counted`, many are told by their shelves only.
        """
        summary = description or self._labels.summary(NamedNode(iri))
        if table:
            return Property(iri, name, (), len(values), inverse, summary, table)
        if len(values) == 1 and isinstance(values[0], Literal):
            return Property(iri, name, (self._telling.value(values[0]),), 1, inverse, summary)
        if len(values) > 1 and numbers(values):
            return Property(iri, name, tuple(ranges(values)), len(values), inverse, summary)
        heaps = self._heaps(values) if len(values) > FEW else {}
        if counted and heaps:
            return Property(iri, name, (), len(values), inverse, summary, heaps=self._piled(heaps, {}))
        listed = few(values)
        ordered = self._shelves.ordered(listed) if sort and len(listed) > 1 else listed
        self._telling.announce(ordered)
        shown = tuple(map(self._telling.value, ordered))
        if facts or any(isinstance(value, Link) and (value.facts or value.trail) for value in shown):
            shown = tuple(self._on(value, here, inverse, facts) if isinstance(value, Link) else value for value in shown)
        piled = self._piled(heaps, dict(zip(ordered, shown))) if len(heaps) > 1 else ()
        told_apart = self._kinds.told_apart(shown, self._labels.name(NamedNode(here)))
        return Property(iri, name, told_apart, len(values), inverse, summary, heaps=piled)

    def _on(self, link: Link, here: str, inverse: bool, facts: Mapping[Term, tuple[Value, ...]]) -> Link:
        """Give a link as the page of a thing shows it, without what the page says already."""
        if link.facts:
            link = link.on(here)
        if inverse and link.trail:
            link = link.below(here)
        return replace(link, facts=facts[NamedNode(link.iri)]) if facts and NamedNode(link.iri) in facts else link

    def _heaps(self, values: list[Term]) -> dict[str, list[Term]]:
        """List values by the shelf on which they stand; nothing where some stand on none."""
        heaps: dict[str, list[Term]] = defaultdict(list)
        for term in values:
            heaps[self._shelves.of(term)].append(term)
        return {} if "" in heaps else heaps

    def _piled(self, heaps: dict[str, list[Term]], shown: Mapping[Term, Value]) -> tuple[Heap, ...]:
        """Give heaps in the order of their shelves, with what is shown of each in the order in which it is shown."""
        shelves = self._shelves.ordered(NamedNode(shelf) for shelf in heaps)
        placed = {shelf: [value for term, value in shown.items() if self._shelves.of(term) == shelf] for shelf in heaps}
        return tuple(Heap(self._shelves.link(shelf.value), tuple(placed[shelf.value]), len(heaps[shelf.value])) for shelf in shelves)


def few(values: list[Term]) -> list[Term]:
    """Give so many of some values as a page lists, the same each time."""
    return values if len(values) <= SHOWN else sorted(values, key=str)[:SHOWN]
