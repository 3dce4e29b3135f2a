"""Describe, list, search and count what a store holds."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from rip_ld.catalog import terms as t
from rip_ld.catalog.document import document
from rip_ld.catalog.forms import Forms
from rip_ld.catalog.kinds import Kinds
from rip_ld.catalog.labels import Labels
from rip_ld.catalog.layout import Layout
from rip_ld.catalog.matrix import matrix
from rip_ld.catalog.model import Hit, Hits, Link, Matrix, Resource, Shelf
from rip_ld.catalog.parts import chapters, tables, with_table
from rip_ld.catalog.properties import Here, Properties, few
from rip_ld.catalog.search import Search
from rip_ld.catalog.shapes import Shapes
from rip_ld.catalog.shelves import Shelves
from rip_ld.catalog.telling import Telling
from rip_ld.catalog.trees import collections, letters, tree
from rip_ld.store import Store
from rip_ld.store.port import Term

RDF_TYPE, DEPRECATED, STATUS, REPLACED_BY = (term.value for term in (t.RDF_TYPE, t.DEPRECATED, t.STATUS, t.REPLACED_BY))


class Catalog:
    """What the site asks of one dataset in a store: `iri` is the dataset, `base` the address space (void:uriSpace).

    `addresses` are the IRIs that the store describes there, sorted, if they are known already.
    """

    def __init__(self, store: Store, iri: str, base: str, addresses: list[str] | None = None) -> None:
        self.store, self.iri, self.base = store, iri, base
        if addresses is not None:
            self.addresses = addresses
        self.labels = Labels(store)
        self.layout = Layout(store)
        self.telling = Telling(store, self.labels, self.layout)
        self._kinds = Kinds(store, self.labels, self.layout)
        self._forms = Forms(self.labels, self.layout, self._kinds)
        self._schemes: dict[NamedNode, dict[str, tuple]] = {}
        inverse = (term for x in store.triples(None, t.INVERSE_OF, None) for term in (x.subject, x.object))
        symmetric = (x.subject for x in store.triples(None, t.RDF_TYPE, t.SYMMETRIC))
        self._both_ways = {term.value for term in (*inverse, *symmetric)}
        self.license = next((x.object for x in store.triples(NamedNode(iri), t.LICENSE, None)), None)

    # addresses

    @cached_property
    def addresses(self) -> list[str]:
        """List every IRI of the address space that the store describes, sorted."""
        rows = self.store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
        return sorted(row["s"].value for row in rows if row["s"].value.startswith(self.base))

    @cached_property
    def _folded(self) -> dict[str, str]:
        ends = {iri[:end] for iri in self.addresses for end in range(len(self.base) + 1, len(iri)) if iri[end - 1] == "/" and "#" not in iri[:end]}
        return {iri.casefold(): iri for iri in (*ends, *self.addresses)}

    def exists(self, iri: str) -> bool:
        """Tell whether the store says anything about an IRI of the address space, or about a part of its document (`iri#…`)."""
        place = bisect_left(self.addresses, iri)
        return self.addresses[place : place + 1] == [iri] or next(self.hashes(iri), None) is not None

    def respelt(self, iri: str) -> str | None:
        """Find the address, of a thing or of a shelf, that differs from an IRI only in the case of letters; None where there is none."""
        return self._folded.get(iri.casefold())

    def version(self, iri: str) -> str | None:
        """Find what an IRI is the current version of (owl:versionIRI); None where it is the version of nothing here."""
        found = next(self.store.triples(None, t.VERSION_IRI, NamedNode(iri)), None)
        return found.subject.value if found and isinstance(found.subject, NamedNode) and found.subject.value.startswith(self.base) else None

    def kind(self, iri: str) -> str:
        """Give the address of the shelf that a thing stands on: its IRI up to the last slash."""
        return iri.rsplit("/", 1)[0] + "/"

    def hashes(self, iri: str) -> Iterator[str]:
        """List the parts of a thing's document (`iri#…`)."""
        start = bisect_left(self.addresses, iri + "#")
        for position in range(start, len(self.addresses)):
            if not self.addresses[position].startswith(iri + "#"):
                return
            yield self.addresses[position]

    # one thing

    def describe(self, iri: str) -> Resource:
        """Describe one thing as its page shows it: in groups, with incoming links, breadcrumbs, and the parts of its document."""
        names = list(self.hashes(iri))
        terms = [NamedNode(part) for part in (iri, *names)]
        self.store.prefetch(terms, terms)
        shapes = Shapes(self.store, self.labels, names) if names else None
        parts = {part: self._describe(NamedNode(part), of=iri) for part in names if shapes and part not in shapes.properties}
        if shapes is None or not shapes.properties:
            return self._describe(NamedNode(iri), parts)
        described = self._describe(NamedNode(iri), {part: shapes.told(row) for part, row in parts.items()})
        return described._replace(chapters=with_table(described.chapters, shapes.shared()))

    def _describe(self, term: NamedNode, parts: dict[str, Resource] | None = None, of: str = "") -> Resource:
        outgoing: dict[str, list[Term]] = defaultdict(list)
        for triple in self.store.triples(term, None, None):
            outgoing[triple.predicate.value].append(triple.object)
        if of:
            outgoing.pop(t.IS_DEFINED_BY.value, None)
        types = [kind for kind in outgoing.get(RDF_TYPE, ()) if isinstance(kind, NamedNode)]
        is_scheme = t.CONCEPT_SCHEME in types
        here, incoming = Here(term.value, self.labels.name(term)), self.layout.told_once(self._incoming(term, of))
        self._prefetch(outgoing, incoming)
        form = self._forms.of(types, outgoing, incoming, here.iri)
        hidden = {iri for iri in form.names if all(isinstance(x, Literal) and x.value == here.label for x in outgoing[iri])}
        summary = next(filter(None, (self.labels.preferred(outgoing[iri]) for iri in form.summaries)), "")
        lead = bool(form.summaries) and len(outgoing[form.summaries[0]]) == 1 and not of and (is_scheme or bool(parts) or form.leading)
        if lead:
            hidden.add(form.summaries[0])
        title = "" if of else self.telling.title(here.label, outgoing, form.titles)
        if title:
            hidden.update(form.titles)
        tabled = tables(outgoing, parts, self.labels) if parts else {}
        rest = {part: row for part, row in (parts or {}).items() if not any(NamedNode(part) in outgoing[iri] for iri in tabled)}
        kind = self.kind(here.iri)
        return Resource(
            iri=here.iri,
            label=here.label,
            summary=summary,
            types=form.types,
            groups=self._properties.groups(form, self.layout.told_once(outgoing), incoming, hidden, tabled, here),
            incoming=tuple(self._properties.one(row, incoming[row.predicate], here, counted=bool(of)) for row in form.pointing),
            crumbs=() if of else self._crumbs(term, outgoing),
            lead=summary if lead else "",
            title=title,
            citation=self._citation(term, outgoing),
            neighbours=None if of or self.iri.startswith(kind) else self._shelves.neighbours(here.iri, kind),
            chapters=chapters(rest.values()) if rest else (),
            **(self._scheme(term) if is_scheme else {}),
            deprecated=any(value.value == "true" for value in outgoing.get(DEPRECATED, ())),
            withdrawn=t.WITHDRAWN in outgoing.get(STATUS, ()),
            successors=tuple(map(self.labels.link, self.labels.ordered(outgoing[REPLACED_BY]))) if REPLACED_BY in outgoing else (),
        )

    def _citation(self, term: NamedNode, outgoing: dict[str, list[Term]]) -> str:
        """Tell how a thing asks to be cited; what has versions of its own, by its title and version. Empty where it is cited as part of the dataset."""
        if not outgoing.keys() & {t.CITATION.value, t.VERSION_INFO.value}:
            return ""
        version = self.labels.preferred(outgoing.get(t.VERSION_INFO.value, ()))
        title = self.labels.preferred(outgoing.get(t.TITLE.value, ())) or self.labels.name(term)
        return self.labels.preferred(outgoing.get(t.CITATION.value, ())) or (f"{title}, version {version}. {term.value}" if version else "")

    def _scheme(self, term: NamedNode) -> dict[str, tuple]:
        """Give the tree, the index and the collections of a concept scheme, worked out once: what is served does not change."""
        if term not in self._schemes:
            self._schemes[term] = {"tree": tree(self.store, self.labels, term), "letters": letters(self.store, self.labels, term)}
            self._schemes[term]["collections"] = collections(self.store, self.labels, term)
        return self._schemes[term]

    def _prefetch(self, *found: dict[str, list[Term]]) -> None:
        """Announce the things that a page names, the end of a very long list aside."""
        values = (value for properties in found for terms in properties.values() for value in few(terms))
        self.store.prefetch(chain(values, (NamedNode(iri) for properties in found for iri in properties)))

    def withdrawn(self, iri: str) -> bool:
        """Tell whether a thing has been withdrawn: its adms:status says so (ADMS section 5.2)."""
        return self.labels.status(NamedNode(iri)) == "withdrawn"

    def _incoming(self, term: NamedNode, of: str = "") -> dict[str, list[Term]]:
        """List what points here, by property; a property that is stated both ways shows on the other page's side only.

        Left out is what the document points to its own parts with (`of` is the document), and the housekeeping of the dataset:
        its examples, entrances and statistics. The data keep all of them.
        """
        incoming: dict[str, list[Term]] = defaultdict(list)
        left_out, housekeeping = {term.value, of, self.iri}, self.iri + "#"
        for triple in self.store.triples(None, None, term):
            predicate, subject = triple.predicate.value, triple.subject
            if predicate not in self._both_ways and isinstance(subject, NamedNode):
                iri = subject.value
                if iri not in left_out and not iri.startswith(housekeeping):
                    incoming[predicate].append(subject)
        return incoming

    def _crumbs(self, term: NamedNode, outgoing: dict[str, list[Term]]) -> tuple[Link, ...]:
        """Give the way here: the shelves above, then the broader concepts or the wholes of the same kind, outermost first."""
        crumbs, kind = self.shelves(term.value), self.kind(term.value)
        above: list[Link] = []
        seen = {term}
        found = [x for predicate in (t.BROADER, t.PART_OF) for x in outgoing.get(predicate.value, ())]
        if not crumbs and self.kind(self.iri) != term.value:  # what stands at the root belongs to the dataset, whose home is the way here
            return (self._shelves.link(self.kind(self.iri)),)
        while True:
            wholes = [x for x in found if isinstance(x, NamedNode) and self.kind(x.value) == kind]
            if not wholes or wholes[0] in seen:
                return (*crumbs, *reversed(above))
            step = self.labels.ordered(wholes)[0]
            seen.add(step)
            above.append(self.labels.link(step))
            found = [x.object for predicate in (t.BROADER, t.PART_OF) for x in self.store.triples(step, predicate, None)]

    # the data behind a page

    def document(self, iri: str) -> list[Quad]:
        """List the statements of the document about a thing.

        They describe the thing and the parts of its document, whole blank nodes included, list what points to it, label every
        IRI that they mention, and say what the document (its own IRI is that of the page, so that every format says the same)
        is about and under which licence. The document of a named graph holds the whole graph.
        """
        return document(self, iri)

    # lists

    def prepare(self) -> None:
        """Work out now what takes long and is asked for sooner or later: the addresses, and the index of names."""
        self.shelf(self.base)
        self.search("")

    @cached_property
    def _shelves(self) -> Shelves:
        return Shelves(self.store, self.labels, self.layout, self.telling, self.base, self.addresses)

    @cached_property
    def _properties(self) -> Properties:
        return Properties(self.labels, self.telling, self._kinds, self._shelves)

    @cached_property
    def _search(self) -> Search:
        return Search(self.store, self.labels, self.base, self.iri + "#")

    def shelf(self, iri: str) -> Shelf | None:
        """List what stands directly below an address that ends with a slash; None where there is nothing."""
        return self._shelves.shelf(iri)

    def shelves(self, iri: str) -> tuple[Link, ...]:
        """Give the addresses above an IRI that end with a slash, from below the root down."""
        return self._shelves.above(iri)

    def search(self, text: str, start: int = 0, most: int = 20) -> Hits:
        """Find things by the words of their names, best first; `start` and `most` choose the page of them."""
        found = self._search.find(text)
        self.store.prefetch([row.term for row in found[start : start + most]])
        return Hits(tuple(self._hit(row.term, row.name) for row in found[start : start + most]), len(found), self._search.alternatives(text))

    def _hit(self, term: NamedNode, name: str) -> Hit:
        link = self.labels.link(term)
        kind = None if term.value.endswith("/") else self._kinds.of(term)
        return Hit(link, kind, "" if name in link.label else name, self.telling.caption(term))

    def matrix(self, query: str) -> Matrix:
        """Lay out the answer of a query of ours to ?row, ?column and ?cell as a table; raises StoreError where it cannot be answered."""
        return matrix(self.store.select(query), self._shelves, self.telling)

    def of_type(self, kind: NamedNode) -> tuple[Link, ...]:
        """List the things of a class, by name."""
        found = [x.subject for x in self.store.triples(None, t.RDF_TYPE, kind)]
        self.store.prefetch(found)
        return tuple(self.labels.link(term) for term in self.labels.ordered(found))

    def value(self, iri: str, predicate: NamedNode) -> str:
        """Give the text that a thing has under a predicate, in the preferred language; empty where there is none."""
        return self.labels.best(NamedNode(iri), (predicate,))

    def values(self, iri: str, predicate: NamedNode) -> tuple[Link, ...]:
        """List the things that a thing points to with a predicate, in order."""
        found = [x.object for x in self.store.triples(NamedNode(iri), predicate, None) if not isinstance(x.object, Literal)]
        return tuple(self.labels.link(term) for term in self.labels.ordered(found))
