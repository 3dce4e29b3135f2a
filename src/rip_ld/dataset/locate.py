"""Find where in the files a problem stands: from a node, a predicate and a value to file, line and column."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import BlankNode, NamedNode, Quad

from rip_ld.dataset.problems import Place
from rip_ld.dataset.read import Dataset, SourceFile
from rip_ld.dataset.turtle import RDF_TYPE, Term


class Locator:
    """The places of a dataset's subjects and statements."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._files = {file.path: file for file in dataset.files}

    @cached_property
    def _referrer(self) -> dict[str, tuple[Quad, str]]:
        """Map every blank node to one statement that refers to it, and its file."""
        return {
            triple.object.value: (triple, file.path)
            for file in self._dataset.files
            for triple in file.triples
            if isinstance(triple.object, BlankNode)
        }

    @cached_property
    def _holders(self) -> dict[str, str]:
        """Map every subject, blank or not, to the path of a file that speaks of it."""
        return {triple.subject.value: file.path for file in reversed(self._dataset.files) for triple in file.triples}

    @cached_property
    def _graphs(self) -> dict[str, str]:
        return {self._dataset.graph_iri(file): file.path for file in self._dataset.files}

    def place(self, node: Term, predicate: str | None = None, value: Term | None = None, graph: str | None = None) -> Place:
        """Give the place of a node, or of a predicate in its block where that is found.

        Where a subject stands in several files: the one named by `graph` (an IRI), else the one that has the predicate
        (and the value, if given), else the one that types it, else the first. A blank node stands where it is referred to.
        """
        if isinstance(node, BlankNode) and (reference := self._reference(node)):
            triple, path = reference
            node, predicate, value = triple.subject, triple.predicate.value, None
            graph = self._dataset.graph_iri(self._files[path])
        places = self._dataset.places.get(node.value, [])
        if graph in self._graphs:
            places = [place for place in places if place.path == self._graphs[graph]] or places
        for wanted in (predicate, RDF_TYPE):
            found = [at for place in places if wanted and (at := self._statement(place, wanted, value))]
            if found:
                return min(found, key=lambda at: at[1])[0] if wanted == predicate else self._subject(places, found[0][0])
        if places:
            return places[0]
        path = self._graphs.get(graph or "") or self._holders.get(node.value)
        if path is None:
            return Place(self._identity_path)
        if isinstance(node, BlankNode):
            return self._nameless([Place(path, line) for line in self._files[path].outline.nameless], predicate, value) or Place(path)
        return Place(path, *self._files[path].outline.mention(node.value))

    def typed_again(self, file: SourceFile) -> Iterator[tuple[str, Place, int]]:
        """List the subjects that have a type more than once at the left margin of a file: each with its place and the line of the first."""
        lines: dict[str, list[int]] = defaultdict(list)
        for subject, line in file.outline.subjects:
            lines[subject].append(line)
        for subject, found in lines.items():
            typed = [at for line in found if (at := file.outline.find(line, RDF_TYPE))] if len(found) > 1 else []
            for line, column, _ in typed[1:]:
                yield subject, Place(file.path, line, column), typed[0][0]

    @property
    def shapes(self) -> Place:
        """Give the beginning of the first file of shapes."""
        return Place(next((path for path in self._files if path.startswith("shapes/")), self._identity_path))

    def owner(self, node: Term) -> Term:
        """Give the named resource in whose description a blank node stands; any other node is its own."""
        reference = self._reference(node) if isinstance(node, BlankNode) else None
        return reference[0].subject if reference else node

    def _statement(self, place: Place, predicate: str, value: Term | None) -> tuple[Place, int] | None:
        """Find a predicate in the block at a place, and say how well the value shows there."""
        found = self._files[place.path].outline.find(place.line, predicate, value)
        return (Place(place.path, found[0], found[1]), found[2]) if found else None

    def _nameless(self, places: list[Place], predicate: str | None, value: Term | None) -> Place | None:
        """Find a blank node that nothing refers to among the places of such, by what is said of it; None where there are no places."""
        found = [at for place in places for wanted in (predicate, RDF_TYPE) if wanted and (at := self._statement(place, wanted, value))]
        return min(found, key=lambda at: at[1])[0] if found else next(iter(places), None)

    def _subject(self, places: list[Place], typed: Place) -> Place:
        """Give the place of the block in which the type was found."""
        return max(place for place in places if place.path == typed.path and place.line <= typed.line)

    def _reference(self, node: BlankNode) -> tuple[Quad, str] | None:
        """Give the statement through which a named resource leads to a blank node, and its file."""
        found, seen = self._referrer.get(node.value), {node.value}
        while found and isinstance(found[0].subject, BlankNode) and found[0].subject.value not in seen:
            seen.add(found[0].subject.value)
            found = self._referrer.get(found[0].subject.value)
        return found if found and isinstance(found[0].subject, NamedNode) else None

    @cached_property
    def _identity_path(self) -> str:
        return self._holders.get(self._dataset.iri, self._dataset.files[0].path)


def unmargined(file: SourceFile) -> list[tuple[str, Place]]:
    """List the IRIs that are subjects in a file but do not stand at its left margin, each with the place where it is named."""
    at_margin = {subject for subject, _ in file.outline.subjects}
    inside = {triple.subject.value for triple in file.triples if isinstance(triple.subject, NamedNode)}
    return [(iri, Place(file.path, *file.outline.mention(iri))) for iri in sorted(inside - at_margin)]
