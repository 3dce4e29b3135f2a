"""Concept schemes as trees, as A–Z and with their collections (SKOS sections 4, 8 and 9)."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels
from rip_ld.catalog.model import Branch, Link
from rip_ld.store import Store
from rip_ld.store.port import Term

SUMMARISED = 120  # a tree of more things than this shows their names only


def tree(store: Store, labels: Labels, scheme: NamedNode) -> tuple[Branch, ...]:
    """Give the concepts of a scheme as trees under its top concepts, in their order; a cycle is cut where it closes."""
    members = _concepts(store, scheme)
    tops = {x.subject for x in store.triples(None, t.TOP_CONCEPT_OF, scheme)}
    tops |= {x.object for x in store.triples(scheme, t.HAS_TOP_CONCEPT, None)}
    if not tops:
        tops = {term for term in members if not any(x.object in members for x in store.triples(term, t.BROADER, None))}
    told = len(members) <= SUMMARISED
    narrower: dict[Term, set[Term]] = defaultdict(set)
    for term in members:
        for x in store.triples(term, t.BROADER, None):
            narrower[x.object].add(term)

    def branch(term: Term, above: frozenset[Term]) -> Branch:
        children = (branch(child, above | {term}) for child in labels.ordered(narrower[term] - above))
        return Branch(labels.link(term), tuple(children), labels.summary(term) if told else "")

    return tuple(branch(term, frozenset({term})) for term in labels.ordered(tops))


def collections(store: Store, labels: Labels, scheme: NamedNode) -> tuple[Branch, ...]:
    """Give the collections of a scheme with their members, in their order; one inside another stands there only."""
    belonging = (x.subject for way in (t.IN_SCHEME, t.PART_OF) for x in store.triples(None, way, scheme))
    found = {term for term in belonging if _is_collection(store, term)}
    store.prefetch(found)
    inside = {x.object for term in found for x in store.triples(term, t.MEMBER, None)}
    store.prefetch(inside)

    def branch(term: Term, above: frozenset[Term]) -> Branch:
        members = {x.object for x in store.triples(term, t.MEMBER, None)} - above
        children = (branch(child, above | {term}) for child in labels.ordered(members))
        return Branch(labels.link(term), tuple(children), labels.summary(term) if term in found else "")

    return tuple(branch(term, frozenset({term})) for term in labels.ordered(found - inside or found))


def letters(store: Store, labels: Labels, scheme: NamedNode) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Give the concepts of a scheme from A to Z, by the first letter of their names, accents aside."""
    return by_letter(labels, _concepts(store, scheme))


def by_letter(labels: Labels, terms: Iterable[Term]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Give things from A to Z as they are filed, under their first letters, accents aside; what has none comes first."""
    shelves: dict[str, list[Link]] = {}
    for key, _, term in sorted((labels.filed(term), str(term), term) for term in terms):
        first = (key[0][2] if key else "")[:1].upper()
        shelves.setdefault(first if first.isalpha() else "0–9", []).append(labels.link(term))
    return tuple((letter, tuple(links)) for letter, links in shelves.items())


def _concepts(store: Store, scheme: NamedNode) -> set[Term]:
    found = [x.subject for x in store.triples(None, t.IN_SCHEME, scheme)]
    store.prefetch(found)
    return {term for term in found if not _is_collection(store, term)}


def _is_collection(store: Store, term: Term) -> bool:
    return any(next(store.triples(term, t.RDF_TYPE, kind), None) for kind in t.COLLECTIONS)
