"""What a thing without an address says: a list, a union of classes, or some properties."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Inner, Link, Series, Value
from rip_ld.store import Store
from rip_ld.store.port import Term

if TYPE_CHECKING:
    from rip_ld.catalog.labels import Labels

FIRST, REST, NIL = NamedNode(t.RDF + "first"), NamedNode(t.RDF + "rest"), NamedNode(t.RDF + "nil")
# Properties whose value is a list of alternatives or of conditions, and the word that people use between these.
WORDS = {
    t.OWL + "unionOf": "or",
    t.OWL + "oneOf": "or",
    t.OWL + "intersectionOf": "and",
    t.SH + "or": "or",
    t.SH + "in": "or",
    t.SH + "and": "and",
}
DEEPEST = 4


def blank(store: Store, labels: "Labels", node: BlankNode, depth: int = 0) -> Value:
    """Give a blank node as a page shows it; what lies too deep is left out."""
    told = list(store.triples(node, None, None))
    if depth <= DEEPEST and any(triple.predicate == FIRST for triple in told):
        return Series(tuple(_value(store, labels, item, depth) for item in _items(store, node)))
    telling = [triple for triple in told if triple.predicate != t.RDF_TYPE]
    name = labels.best(node, t.NAMING)
    if not telling or depth >= DEEPEST or (name and len(telling) == 1):
        return Link("", name or "…")
    if len(telling) == 1 and telling[0].predicate.value in WORDS:
        items = (_value(store, labels, item, depth) for item in _items(store, telling[0].object))
        return Series(tuple(items), WORDS[telling[0].predicate.value])
    rows: dict[str, list[Value]] = {}
    for triple in sorted(telling, key=lambda triple: (labels.name(triple.predicate), str(triple.object))):
        rows.setdefault(labels.name(triple.predicate), []).append(_value(store, labels, triple.object, depth))
    return Inner(tuple((name, tuple(values)) for name, values in rows.items()))


def _value(store: Store, labels: "Labels", term: Term, depth: int) -> Value:
    return blank(store, labels, term, depth + 1) if isinstance(term, BlankNode) else labels.value(term)


def _items(store: Store, node: Term, most: int = 1000) -> Iterator[Term]:
    for _ in range(most):
        first = next(store.triples(node, FIRST, None), None)
        if first is None:
            return
        yield first.object
        node = next((triple.object for triple in store.triples(node, REST, None)), NIL)
