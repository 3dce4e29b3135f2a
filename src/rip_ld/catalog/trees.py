"""Concept schemes as trees and as A–Z (SKOS sections 4 and 8)."""

import unicodedata

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, natural
from rip_ld.catalog.model import Branch, Link
from rip_ld.store import Store


def tree(store: Store, labels: Labels, scheme: NamedNode) -> tuple[Branch, ...]:
    """Give the concepts of a scheme as trees under its top concepts, in their order; a cycle is cut where it closes."""
    members = {x.subject for x in store.triples(None, t.IN_SCHEME, scheme)}
    tops = {x.subject for x in store.triples(None, t.TOP_CONCEPT_OF, scheme)}
    if not tops:
        tops = {term for term in members if not any(x.object in members for x in store.triples(term, t.BROADER, None))}

    def branch(term: NamedNode, above: frozenset[NamedNode]) -> Branch:
        narrower = {x.subject for x in store.triples(None, t.BROADER, term)} & members - above
        children = (branch(child, above | {term}) for child in labels.ordered(narrower))
        return Branch(labels.link(term), tuple(children))

    return tuple(branch(term, frozenset()) for term in labels.ordered(tops))


def letters(store: Store, labels: Labels, scheme: NamedNode) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Give the concepts of a scheme from A to Z, by the first letter of their names, accents aside."""
    shelves: dict[str, list[Link]] = {}
    members = [x.subject for x in store.triples(None, t.IN_SCHEME, scheme)]
    for term in sorted(members, key=lambda term: natural(labels.name(term))):
        link = labels.link(term)
        first = unicodedata.normalize("NFD", link.label.lstrip("‘’“”'\"( ") or "#")[0].upper()
        shelves.setdefault(first if first.isalpha() else "0–9", []).append(link)
    return tuple((letter, tuple(links)) for letter, links in shelves.items())
