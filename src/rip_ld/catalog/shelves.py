"""Addresses that end with a slash: what stands on each, in which order, and what stands next to what."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from threading import RLock

from pyoxigraph import NamedNode

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, by_address, natural
from rip_ld.catalog.layout import Layout
from rip_ld.catalog.model import Branch, Kind, Link, Neighbours, Shelf
from rip_ld.catalog.telling import Telling
from rip_ld.catalog.trees import SUMMARISED, by_letter
from rip_ld.store import Store
from rip_ld.store.port import Term

WALKED = 5000  # a shelf of more things than this is not put in order for a page of one of them: that takes all
LONG = 24  # from this many entries on, a shelf also shows them from A to Z


class Shelves:
    """The shelves of an address space; each is worked out once, for what is served does not change."""

    def __init__(self, store: Store, labels: Labels, layout: Layout, telling: Telling, base: str, addresses: list[str]) -> None:
        self._store, self._labels, self._layout, self._telling, self._base, self._addresses = store, labels, layout, telling, base, addresses
        self._shelves: dict[str, Shelf | None] = {}
        self._places: dict[str, dict[str, Neighbours]] = {}
        self._keys: dict[Term, tuple] = {}
        self._links: dict[str, Link] = {}
        self._above: dict[str, tuple[Link, ...]] = {}
        self._ranked: set[str] = set()
        self._open: set[str] = set()
        self._lock = RLock()

    def above(self, iri: str) -> tuple[Link, ...]:
        """Give the addresses above an IRI that end with a slash, from below the root down."""
        parent = iri.rstrip("/").rpartition("/")[0] + "/"
        if parent not in self._above:
            path = parent[len(self._base) :].split("/")[:-1]
            self._above[parent] = tuple(self.link(self._base + "/".join(path[: depth + 1]) + "/") for depth in range(len(path)))
        return self._above[parent]

    def link(self, iri: str) -> Link:
        """Give a shelf as a link."""
        if iri not in self._links:
            self._links[iri] = Link(iri, self._labels.name(NamedNode(iri)))
        return self._links[iri]

    def shelf(self, iri: str) -> Shelf | None:
        """List what stands directly below an address that ends with a slash; None where there is nothing."""
        if iri not in self._shelves:
            with self._lock:  # one at a time: a shelf may ask for the order of another
                self._open.add(iri)
                try:
                    found = self._shelf(iri)
                finally:
                    self._open.discard(iri)
            if found is None:  # not kept: strangers may ask for any address
                return None
            self._shelves[iri] = found
        return self._shelves[iri]

    def neighbours(self, iri: str, shelf: str) -> Neighbours | None:
        """Tell what stands before and after a thing on its shelf, in the order of the shelf's list; None where it stands alone."""
        if shelf not in self._places:
            if self._too_long(shelf):
                return None
            listed = self.shelf(shelf)
            if listed is None:
                return None
            self._places[shelf] = {found.here.iri: found for found in _in_a_row(self.link(shelf), list(listed.things))}
        return self._places[shelf].get(iri)

    def ordered(self, terms: Iterable[Term]) -> list[Term]:
        """Sort things in the order of the shelves on which they stand, and on each in that of its list; what stands on none by its name, then as it is written."""
        return sorted(terms, key=self._key)

    def named(self, term: Term) -> Link:
        """Give a thing as a link with its name."""
        return self._labels.link(term) if isinstance(term, NamedNode) else Link("", self._labels.name(term))

    def of(self, term: Term) -> str:
        """Give the address of the shelf on which a thing stands; empty where it stands on none."""
        if not isinstance(term, NamedNode) or not term.value.startswith(self._base) or "#" in term.value or term.value.endswith("/"):
            return ""
        return term.value.rsplit("/", 1)[0] + "/"

    def _key(self, term: Term) -> tuple:
        found = self._keys.get(term)
        if found is None:
            found = self._place(term) or (1, self._labels.position(term), natural(self._labels.name(term)), str(term))
            if not self._open:  # while a shelf is being put in order, its things have no places yet
                self._keys[term] = found
        return found

    def _place(self, term: Term) -> tuple | None:
        shelf = self.of(term)
        if not shelf:
            return None
        if self._too_long(shelf):
            return (*self._among(shelf), self._labels.position(term), natural(self._labels.name(term)), str(term))
        with self._lock:
            if shelf in self._open or self.shelf(shelf) is None:
                return None
        if shelf not in self._ranked:
            among, listed = self._among(shelf), self._shelves[shelf]
            self._keys |= {NamedNode(link.iri): (*among, place) for place, link in enumerate(listed.things)}
            self._ranked.add(shelf)
        return self._keys.get(term)

    def _among(self, shelf: str) -> tuple:
        return (0, self._labels.position(NamedNode(shelf)), natural(self.link(shelf).label), shelf)

    def _too_long(self, shelf: str) -> bool:
        return bisect_left(self._addresses, shelf + "\U0010ffff") - bisect_left(self._addresses, shelf) > WALKED

    def _shelf(self, iri: str) -> Shelf | None:
        entries, below = self._below(iri)
        if not entries and not below:
            return None
        here = self.link(iri)
        self._store.prefetch([NamedNode(name) for name in below])
        branches, alphabetical = self._order(entries)
        shelves = [self._kind(NamedNode(name), count) for name, count in below.items() if count]
        return Shelf(
            iri,
            here.label,
            self._labels.summary(NamedNode(iri)),
            branches,
            len(entries),
            by_letter(self._labels, entries) if len(entries) >= LONG else (),
            alphabetical,
            tuple(sorted(shelves, key=lambda shelf: (self._labels.position(NamedNode(shelf.link.iri)), natural(shelf.link.label)))),
        )

    def _kind(self, shelf: NamedNode, count: int) -> Kind:
        return Kind(self.link(shelf.value), count, self._labels.summary(shelf), self._labels.best(shelf, (t.KEYWORD,)))

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
        address tells which list; so it does where the addresses are numbers. Where there are none, what a shape sorts them by
        counts, and then the address; otherwise the name.
        """
        self._store.prefetch(entries)
        parent = self._parents(entries)
        children: dict[NamedNode | None, list[NamedNode]] = {}
        for term in entries:
            children.setdefault(parent[term], []).append(term)
        told = len(entries) <= SUMMARISED
        by_name = True

        def branches(terms: list[NamedNode]) -> Iterator[Branch]:
            nonlocal by_name
            key, named = self._sorting(terms)
            by_name = by_name and named
            for term in sorted(terms, key=key):
                below = tuple(branches(children.get(term, [])))
                yield Branch(self._labels.link(term), below, self._telling.caption(term) if told else "")

        return tuple(branches(children.get(None, []))), by_name and len(children) <= 1

    def _parents(self, entries: list[NamedNode]) -> dict[NamedNode, NamedNode | None]:
        """Find under which of some entries each stands: a whole or a broader concept; a part that is counted with the whole stands beside it."""
        there = set(entries)
        parent: dict[NamedNode, NamedNode | None] = {}
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
        parts: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for term, whole in parent.items():
            if whole is not None:
                parts[whole].append(term)
        for below in parts.values():
            if 1 < min(map(self._labels.position, below)) < float("inf"):
                parent |= dict.fromkeys(below)
        return parent

    def _sorting(self, terms: list[NamedNode]) -> tuple[Callable[[NamedNode], tuple], bool]:
        """Give the key by which siblings are sorted, and tell whether that is their name."""
        places = [place for term in terms if (place := self._labels.position(term)) != float("inf")]
        if places and len(set(places)) == len(places):
            return (lambda term: (self._labels.position(term), self._labels.filed(term))), False
        by = None if places else self._sorted_by(terms)
        if by is not None:
            return (lambda term: (min((self._key(x.object) for x in self._store.triples(term, by, None)), default=(2,)), by_address(term.value))), False
        if places or all(term.value.rsplit("/", 1)[-1].isdecimal() for term in terms):
            return (lambda term: by_address(term.value)), False
        return self._labels.filed, True

    def _sorted_by(self, terms: list[NamedNode]) -> NamedNode | None:
        types = {x.object.value for term in terms[:1] for x in self._store.triples(term, t.RDF_TYPE, None)}
        return self._layout.sorted_by(frozenset(types))


def _in_a_row(shelf: Link, links: list[Link]) -> Iterator[Neighbours]:
    """List the things of a shelf, each with its neighbours; nothing where one stands alone."""
    if len(links) > 1:
        for place, (before, here, after) in enumerate(zip([None, *links], links, [*links[1:], None]), 1):
            yield Neighbours(shelf, here, place, len(links), before, after)
