"""The property shapes of a document of shapes, as tables: those of one node shape within it, those that several share by themselves."""

from collections import Counter

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, natural
from rip_ld.catalog.model import Link, Property, Record, Resource, Table, Text, Value
from rip_ld.store import Store

PROPERTY, PATH, PROPERTY_SHAPE = (NamedNode(t.SH + name) for name in ("property", "path", "PropertyShape"))
# What a value must be, in the order in which a table says it.
VALUES = tuple(NamedNode(t.SH + name) for name in ("class", "datatype", "nodeKind", "in", "or", "hasValue", "languageIn", "pattern"))
LIMITS = (NamedNode(t.SH + "minCount"), NamedNode(t.SH + "maxCount"))
SAID = (NamedNode(t.SH + "message"), NamedNode(t.SH + "description"))
COLUMNS = ("Path", "How many", "What values", "In words")


class Shapes:
    """The property shapes among the parts of one document, and how many node shapes of it use each."""

    def __init__(self, store: Store, labels: Labels, parts: list[str]) -> None:
        self._store, self._labels = store, labels
        within = set(parts)
        self.properties = {x.subject.value for x in store.triples(None, t.RDF_TYPE, PROPERTY_SHAPE) if getattr(x.subject, "value", "") in within}
        self._uses = Counter(x.object.value for x in store.triples(None, PROPERTY, None) if getattr(x.object, "value", "") in self.properties)

    def shared(self) -> Table | None:
        """Make a table of the property shapes that not exactly one node shape uses; None where there are none."""
        return self._table([iri for iri in self.properties if self._uses[iri] != 1])

    def told(self, shape: Resource) -> Resource:
        """Give a node shape with its own property shapes as a table; what others use as well it only names."""
        return shape._replace(groups=tuple(group._replace(properties=tuple(q for p in group.properties for q in self._split(p))) for group in shape.groups))

    def _split(self, row: Property) -> tuple[Property, ...]:
        if row.iri != PROPERTY.value or row.inverse:
            return (row,)
        own = [value.iri for value in row.values if isinstance(value, Link) and value.iri in self.properties and self._uses[value.iri] == 1]
        rest = tuple(value for value in row.values if not (isinstance(value, Link) and value.iri in own))
        named = row._replace(name="Shared with other shapes" if own else row.name, values=(), line=rest, count=len(rest))
        return (*([row._replace(values=(), table=self._table(own), count=len(own))] if own else []), *([named] if rest else []))

    def _table(self, shapes: list[str]) -> Table | None:
        terms = sorted((NamedNode(iri) for iri in shapes), key=lambda term: (natural(self._labels.name(term)), term.value))
        rows = (Record(term.value.partition("#")[2], self._labels.name(term), self._cells(term)) for term in terms)
        return Table("Name", COLUMNS, tuple(rows)) if terms else None

    def _cells(self, shape: NamedNode) -> tuple[tuple[Value, ...], ...]:
        values = (self._labels.value(x.object) for predicate in VALUES for x in self._store.triples(shape, predicate, None))
        return (
            tuple(self._labels.value(x.object) for x in self._store.triples(shape, PATH, None)),
            (Text(_how_many(*(self._labels.best(shape, (limit,)) for limit in LIMITS))),),
            tuple(values),
            tuple(Text(text) for text in (self._labels.best(shape, SAID),) if text),
        )


def _how_many(least: str, most: str) -> str:
    if least == most:
        return least or "any"
    return f"{least or 0}–{most}" if most else f"{least} or more"
