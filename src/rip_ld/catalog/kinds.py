"""What kind of thing a thing is, and telling things apart by it where they have the same name."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels
from rip_ld.catalog.layout import Layout
from rip_ld.catalog.model import Link, Value
from rip_ld.store import Store


class Kinds:
    """The classes of the things in a store, the most specific first."""

    def __init__(self, store: Store, labels: Labels, layout: Layout) -> None:
        self._store, self._labels, self._layout = store, labels, layout
        self._links: dict[tuple[NamedNode, ...], tuple[Link, ...]] = {}

    def links(self, types: Iterable[NamedNode]) -> tuple[Link, ...]:
        """Give classes as links, in order, without those that another of them is a sub-class of: the nearer one says it."""
        key = tuple(types)
        if key not in self._links:
            self._links[key] = self._nearest(key)
        return self._links[key]

    def _nearest(self, types: tuple[NamedNode, ...]) -> tuple[Link, ...]:
        above = {kind: self._layout.superclasses(frozenset({kind.value})) for kind in types} if len(types) > 1 else {}
        nearest = [kind for kind in types if not any(kind.value in above[other] and other.value not in above[kind] for other in above if other != kind)]
        return tuple(map(self._labels.link, self._labels.ordered(nearest)))

    def of(self, term: NamedNode) -> Link | None:
        """Give the most specific class of a thing; None where the store names none."""
        types = [x.object for x in self._store.triples(term, t.RDF_TYPE, None) if isinstance(x.object, NamedNode)]
        return next(iter(self.links(types)), None)

    def told_apart(self, values: tuple[Value, ...], beside: str = "") -> tuple[Value, ...]:
        """Add their kinds to the links among some values that read the same, where the kinds differ, or as the name `beside` which they stand."""
        labels = {value.label for value in values if isinstance(value, Link)}
        if len(labels) == len(values) and beside not in labels:
            return values
        alike: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for value in values:
            if isinstance(value, Link) and value.iri:
                alike[_read(value)].add(value.iri)
        kinds = {iri: self._sort(NamedNode(iri)) for read, iris in alike.items() if len(iris) > 1 or read == (beside,) for iri in iris}
        telling = {read for read, iris in alike.items() if len({kinds.get(iri) for iri in iris}) > 1 or read == (beside,)}
        if not telling:
            return values
        return tuple(x._replace(kind=kinds.get(x.iri, "")) if isinstance(x, Link) and _read(x) in telling else x for x in values)

    def _sort(self, term: NamedNode) -> str:
        """Name what sort of thing a thing is: its class or, where that says only that it is a concept, its scheme."""
        kind = self.of(term)
        if kind is None or kind.iri != t.CONCEPT.value:
            return kind.label if kind else ""
        scheme = next(self._store.triples(term, t.IN_SCHEME, None), None)
        return self._labels.name(scheme.object) if scheme else kind.label


def _read(link: Link) -> tuple[str, ...]:
    return (*(step.label for step in link.trail), link.label)
