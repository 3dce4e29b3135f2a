"""Addresses that end with a slash: what stands on each, in which order, and what stands next to what."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, natural
from rip_ld.catalog.model import Branch, Kind, Link, Neighbours, Shelf
from rip_ld.catalog.trees import SUMMARISED, by_letter
from rip_ld.store import Store

WALKED = 5000  # on a shelf of more things than this, nothing is said of what stands next to what: that takes the order of all
LONG = 24  # from this many entries on, a shelf also shows them from A to Z


class Shelves:
    """The shelves of an address space; each is worked out once, for what is served does not change."""

    def __init__(self, store: Store, labels: Labels, base: str, addresses: list[str]) -> None:
        self._store, self._labels, self._base, self._addresses = store, labels, base, addresses
        self._shelves: dict[str, Shelf | None] = {}
        self._places: dict[str, dict[str, Neighbours]] = {}

    def above(self, iri: str) -> tuple[Link, ...]:
        """Give the addresses above an IRI that end with a slash, from below the root down."""
        path = iri[len(self._base) :].rstrip("/").split("/")[:-1]
        return tuple(self.link(self._base + "/".join(path[: depth + 1]) + "/") for depth in range(len(path)))

    def link(self, iri: str) -> Link:
        """Give a shelf as a link."""
        return Link(iri, self._labels.name(NamedNode(iri)))

    def shelf(self, iri: str) -> Shelf | None:
        """List what stands directly below an address that ends with a slash; None where there is nothing."""
        if iri not in self._shelves:
            found = self._shelf(iri)
            if found is None:  # not kept: strangers may ask for any address
                return None
            self._shelves[iri] = found
        return self._shelves[iri]

    def neighbours(self, iri: str, shelf: str) -> Neighbours | None:
        """Tell what stands before and after a thing among those that stand under the same thing of its shelf; None where it stands alone."""
        if shelf not in self._places:
            if bisect_left(self._addresses, shelf + "\U0010ffff") - bisect_left(self._addresses, shelf) > WALKED:
                return None
            listed = self.shelf(shelf)
            if listed is None:
                return None
            self._places[shelf] = {found.here.iri: found for found in _families(self.link(shelf), listed.entries)}
        return self._places[shelf].get(iri)

    def _shelf(self, iri: str) -> Shelf | None:
        entries, below = self._below(iri)
        if not entries and not below:
            return None
        here = self.link(iri)
        self._store.prefetch([NamedNode(name) for name in below])
        branches, alphabetical = self._order(entries)
        shelves = [Kind(self.link(name), count, self._labels.summary(NamedNode(name))) for name, count in below.items() if count]
        return Shelf(
            iri,
            here.label,
            self._labels.summary(NamedNode(iri)),
            branches,
            len(entries),
            by_letter(self._labels, entries) if len(entries) >= LONG else (),
            alphabetical,
            tuple(sorted(shelves, key=lambda shelf: natural(shelf.link.label))),
        )

    def _below(self, iri: str) -> tuple[list[NamedNode], Counter[str]]:
        entries: list[NamedNode] = []
        below: Counter[str] = Counter()
        for position in range(bisect_left(self._addresses, iri), len(self._addresses)):
            address = self._addresses[position]
            if not address.startswith(iri):
                break
            rest = address[len(iri) :]
            if "/" in rest:
                if not rest.endswith("/"):
                    below[iri + rest.split("/", 1)[0] + "/"] += "#" not in rest
            elif rest and "#" not in rest:
                entries.append(NamedNode(address))
        return entries, below

    def _order(self, entries: list[NamedNode]) -> tuple[tuple[Branch, ...], bool]:
        """Put entries in order, under the wholes and broader concepts among them; tell whether that is from A to Z.

        Among siblings positions count where no two are the same. Where some are, they are those of several lists, and the
        address tells which list; so it does where the addresses are numbers. Otherwise the name counts.
        """
        self._store.prefetch(entries)
        there = set(entries)
        parent = {}
        for term in entries:
            wholes = (x.object for predicate in (t.BROADER, t.PART_OF) for x in self._store.triples(term, predicate, None))
            parent[term] = next(iter(self._labels.ordered({whole for whole in wholes if whole in there and whole != term})), None)
        for term in entries:  # a circle has no top: cut it where it closes
            step, seen = parent[term], {term}
            while step is not None and step not in seen:
                seen.add(step)
                step = parent[step]
            if step is not None:
                parent[term] = None
        children: dict[NamedNode | None, list[NamedNode]] = {}
        for term in entries:
            children.setdefault(parent[term], []).append(term)
        told = len(entries) <= SUMMARISED
        by_name = True

        def branches(terms: list[NamedNode]) -> Iterator[Branch]:
            nonlocal by_name
            places = [place for term in terms if (place := self._labels.position(term)) != float("inf")]
            if places and len(set(places)) == len(places):
                key = lambda term: (self._labels.position(term), self._labels.filed(term))  # noqa: E731
            elif places or all(term.value.rsplit("/", 1)[-1].isdecimal() for term in terms):
                places = places or [0]
                key = lambda term: natural(term.value)  # noqa: E731
            else:
                key = self._labels.filed
            by_name = by_name and not places
            for term in sorted(terms, key=key):
                below = tuple(branches(children.get(term, [])))
                yield Branch(self._labels.link(term), below, self._labels.caption(term) if told else "")

        return tuple(branches(children.get(None, []))), by_name and len(children) <= 1


def _families(within: Link, rows: tuple[Branch, ...]) -> Iterator[Neighbours]:
    """List the things of a tree, each with its neighbours among those beside it; `within` is what they stand under."""
    waiting = [(within, rows)]
    for above, branches in waiting:
        links = [branch.link for branch in branches]
        if len(links) > 1:
            for place, (before, here, after) in enumerate(zip([None, *links], links, [*links[1:], None]), 1):
                yield Neighbours(above, here, place, len(links), before, after)
        waiting += [(branch.link, branch.children) for branch in branches if branch.children]
