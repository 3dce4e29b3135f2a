"""Describe, list and count what a store holds."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import Labels, natural
from rip_ld.catalog.layout import OTHER, Layout, Row
from rip_ld.catalog.model import Group, Link, Property, Resource, Shelf
from rip_ld.catalog.trees import letters, tree
from rip_ld.store import Store
from rip_ld.store.port import Subject, Term

SHOWN = 500  # values of one property that a page lists; more are counted and left to a query


class Catalog:
    """What the site asks of one dataset in a store: `iri` is the dataset, `base` the address space (void:uriSpace)."""

    def __init__(self, store: Store, iri: str, base: str) -> None:
        self.store, self.iri, self.base = store, iri, base
        self.labels = Labels(store)
        self.layout = Layout(store)
        inverse = {(x.subject, x.object) for x in store.triples(None, t.INVERSE_OF, None)}
        symmetric = {x.subject for x in store.triples(None, t.RDF_TYPE, t.SYMMETRIC)}
        self._both_ways = {term for pair in inverse for term in pair} | symmetric
        self._license = next((x.object for x in store.triples(NamedNode(iri), t.LICENSE, None)), None)

    # addresses

    @cached_property
    def addresses(self) -> list[str]:
        """List every IRI of the address space that the store describes, sorted."""
        rows = self.store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
        return sorted(row["s"].value for row in rows if row["s"].value.startswith(self.base))

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {iri.casefold(): iri for iri in self.addresses}

    def exists(self, iri: str) -> bool:
        """Tell whether the store says anything about an IRI, or about a part of its document (`iri#…`)."""
        return next(self.store.triples(NamedNode(iri), None, None), None) is not None or next(self._hashes(iri), None) is not None

    def respelt(self, iri: str) -> str | None:
        """Find the address that differs from an IRI only in the case of letters; None where there is none."""
        return self._folded.get(iri.casefold())

    def kind(self, iri: str) -> str:
        """Give the address of the shelf that a thing stands on: its IRI up to the last slash."""
        return iri.rsplit("/", 1)[0] + "/"

    def _hashes(self, iri: str) -> Iterator[str]:
        start = bisect_left(self.addresses, iri + "#")
        for position in range(start, len(self.addresses)):
            if not self.addresses[position].startswith(iri + "#"):
                return
            yield self.addresses[position]

    # one thing

    def describe(self, iri: str) -> Resource:
        """Describe one thing as its page shows it: in groups, with incoming links, breadcrumbs, and the parts of its document."""
        return self._describe(NamedNode(iri), tuple(self._part(NamedNode(part)) for part in self._sorted_hashes(iri)))

    def _sorted_hashes(self, iri: str) -> list[str]:
        return sorted(self._hashes(iri), key=lambda part: natural(part))

    def _part(self, term: NamedNode) -> Resource:
        return self._describe(term, ())

    def _describe(self, term: NamedNode, parts: tuple[Resource, ...]) -> Resource:
        outgoing: dict[str, list[Term]] = defaultdict(list)
        for triple in self.store.triples(term, None, None):
            outgoing[triple.predicate.value].append(triple.object)
        types = [kind for kind in outgoing.get(t.RDF_TYPE.value, ()) if isinstance(kind, NamedNode)]
        incoming = self._incoming(term)
        rows = self.layout.rows(frozenset(kind.value for kind in types), frozenset(outgoing), term.value)
        groups = self._groups(rows, outgoing, incoming)
        shown = {row.predicate for row in rows if row.inverse}
        is_scheme = t.CONCEPT_SCHEME in types
        branches = tree(self.store, self.labels, term) if is_scheme else ()
        return Resource(
            iri=term.value,
            label=self.labels.name(term),
            summary=self.labels.summary(term),
            types=tuple(self.labels.link(kind) for kind in self.labels.ordered(types)),
            groups=groups,
            incoming=tuple(
                self._property(predicate, self.labels.name(NamedNode(predicate)), subjects, inverse=True)
                for predicate, subjects in sorted(incoming.items(), key=lambda item: self.labels.name(NamedNode(item[0])))
                if predicate not in shown
            ),
            crumbs=self._crumbs(term, outgoing),
            parts=parts,
            tree=branches,
            letters=letters(self.store, self.labels, term) if is_scheme else (),
            deprecated=any(value.value == "true" for value in outgoing.get(t.DEPRECATED.value, ())),
            withdrawn=self.withdrawn(term.value),
            successors=tuple(self.labels.link(x) for x in self.labels.ordered(outgoing.get(t.REPLACED_BY.value, ()))),
        )

    def withdrawn(self, iri: str) -> bool:
        """Tell whether a thing has been withdrawn: its adms:status says so (ADMS section 5.2)."""
        return next(self.store.triples(NamedNode(iri), t.STATUS, t.WITHDRAWN), None) is not None

    def _incoming(self, term: NamedNode) -> dict[str, list[Term]]:
        """List what points here, by property; a property that is stated both ways shows on the other page's side only."""
        incoming: dict[str, list[Term]] = defaultdict(list)
        for triple in self.store.triples(None, None, term):
            if triple.predicate not in self._both_ways and isinstance(triple.subject, NamedNode):
                incoming[triple.predicate.value].append(triple.subject)
        return incoming

    def _groups(self, rows: Iterable[Row], outgoing: dict[str, list[Term]], incoming: dict[str, list[Term]]) -> tuple[Group, ...]:
        groups: dict[str, list[Property]] = {}
        placed = set()
        for row in rows:
            values = (incoming if row.inverse else outgoing).get(row.predicate)
            if not row.inverse:
                placed.add(row.predicate)
            if values:
                name = row.name or self.labels.name(NamedNode(row.predicate))
                groups.setdefault(row.group, []).append(
                    self._property(row.predicate, name, values, row.inverse, row.description)
                )
        rest = sorted((self.labels.name(NamedNode(iri)), iri) for iri in outgoing if iri not in placed and iri != t.RDF_TYPE.value)
        if rest:
            groups.setdefault(OTHER, []).extend(self._property(iri, name, outgoing[iri]) for name, iri in rest)
        return tuple(Group(label, tuple(properties)) for label, properties in groups.items())

    def _property(self, iri: str, name: str, values: list[Term], inverse: bool = False, description: str = "") -> Property:
        summary = description or self.labels.summary(NamedNode(iri))
        ordered = self.labels.ordered(values) if len(values) <= SHOWN else values[:SHOWN]
        return Property(iri, name, tuple(self.labels.value(value) for value in ordered), len(values), inverse, summary)

    def _crumbs(self, term: NamedNode, outgoing: dict[str, list[Term]]) -> tuple[Link, ...]:
        """Give the way here: the shelves above, then the broader concepts or the wholes of the same kind, outermost first."""
        crumbs = self.shelves(term.value)
        above: list[Link] = []
        seen, step = {term}, term
        while True:
            wholes = [
                x.object
                for predicate in (t.BROADER, t.PART_OF)
                for x in self.store.triples(step, predicate, None)
                if isinstance(x.object, NamedNode) and self.kind(x.object.value) == self.kind(term.value)
            ]
            if not wholes or wholes[0] in seen:
                return (*crumbs, *reversed(above))
            step = self.labels.ordered(wholes)[0]
            seen.add(step)
            above.append(self.labels.link(step))

    def shelves(self, iri: str) -> tuple[Link, ...]:
        """Give the addresses above an IRI that end with a slash, from below the root down."""
        path = iri[len(self.base) :].rstrip("/").split("/")[:-1]
        starts = [self.base + "/".join(path[: depth + 1]) + "/" for depth in range(len(path))]
        return tuple(Link(start, self.labels.name(NamedNode(start)).capitalize() if not self._named(start) else self.labels.name(NamedNode(start))) for start in starts)

    def _named(self, iri: str) -> bool:
        return next(self.store.triples(NamedNode(iri), t.RDFS_LABEL, None), None) is not None

    # the data behind a page

    def document(self, iri: str, document: str) -> list[Quad]:
        """List the statements of the document about a thing.

        They describe the thing and the parts of its document, whole blank nodes included, list what points to it, label every
        IRI that they mention, and say what the document (its own IRI is `document`) is about and under which licence. The
        document of a named graph holds the whole graph.
        """
        about = [NamedNode(iri), *(NamedNode(part) for part in self._hashes(iri))]
        statements: dict[Triple, None] = {}
        for term in about:
            statements.update(dict.fromkeys(self._whole(term)))
        if Triple(about[0], t.RDF_TYPE, t.NAMED_GRAPH) in statements:
            statements.update(dict.fromkeys(self.store.graph(about[0])))
        for term in about:
            statements.update(dict.fromkeys(x for x in self._first(self.store.triples(None, None, term)) if isinstance(x.subject, NamedNode)))
        mentioned = {part for x in statements for part in (x.subject, x.predicate, x.object) if isinstance(part, NamedNode)}
        for term in mentioned:
            for predicate in (t.RDFS_LABEL, t.PREF_LABEL):
                statements.update(dict.fromkeys(self.store.triples(term, predicate, None)))
        here = NamedNode(document)
        statements[Triple(here, t.RDF_TYPE, NamedNode(t.FOAF + "Document"))] = None
        statements[Triple(here, NamedNode(t.FOAF + "primaryTopic"), about[0])] = None
        statements[Triple(here, NamedNode(t.VOID + "inDataset"), NamedNode(self.iri))] = None
        if self._license is not None:
            statements[Triple(here, t.LICENSE, self._license)] = None
        return [Quad(x.subject, x.predicate, x.object) for x in statements]

    def _first(self, triples: Iterator[Triple], most: int = 5000) -> list[Triple]:
        return [triple for _, triple in zip(range(most), triples)]

    def _whole(self, term: Subject, seen: frozenset[Subject] = frozenset()) -> Iterator[Triple]:
        """List the statements about a thing with those about its blank nodes (concise bounded description)."""
        for triple in self.store.triples(term, None, None):
            yield triple
            if isinstance(triple.object, BlankNode) and triple.object not in seen:
                yield from self._whole(triple.object, seen | {term, triple.object})

    # lists

    def shelf(self, iri: str) -> Shelf | None:
        """List what stands directly below an address that ends with a slash; None where there is nothing."""
        start = bisect_left(self.addresses, iri)
        entries: list[NamedNode] = []
        below: Counter[str] = Counter()
        for position in range(start, len(self.addresses)):
            address = self.addresses[position]
            if not address.startswith(iri):
                break
            rest = address[len(iri) :]
            if "/" in rest:
                if not rest.endswith("/"):
                    below[iri + rest.split("/", 1)[0] + "/"] += "#" not in rest
            elif rest and "#" not in rest:
                entries.append(NamedNode(address))
        if not entries and not below:
            return None
        here = NamedNode(iri)
        label = self.labels.name(here) if self._named(iri) else self.labels.name(here).capitalize()
        shelves = [(Link(name, self.shelves(name + "x")[-1].label), count) for name, count in below.items() if count]
        ordered = self.labels.ordered(entries)
        return Shelf(
            iri,
            label,
            self.labels.summary(here),
            tuple(self.labels.link(entry) for entry in ordered),
            tuple(sorted(shelves, key=lambda shelf: natural(shelf[0].label))),
        )

    def of_type(self, kind: NamedNode) -> tuple[Link, ...]:
        """List the things of a class, by name."""
        found = [x.subject for x in self.store.triples(None, t.RDF_TYPE, kind)]
        return tuple(self.labels.link(term) for term in self.labels.ordered(found))

    def value(self, iri: str, predicate: NamedNode) -> str:
        """Give the text that a thing has under a predicate, in the preferred language; empty where there is none."""
        return self.labels.best(NamedNode(iri), (predicate,))

    def values(self, iri: str, predicate: NamedNode) -> tuple[Link, ...]:
        """List the things that a thing points to with a predicate, in order."""
        found = [x.object for x in self.store.triples(NamedNode(iri), predicate, None) if not isinstance(x.object, Literal)]
        return tuple(self.labels.link(term) for term in self.labels.ordered(found))
