"""Find where in the files a problem stands: from a node, a predicate and a value to file, line and column."""

from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from rip_ld.dataset.problems import Place
from rip_ld.dataset.read import Dataset, SourceFile
from rip_ld.dataset.turtle import RDF_TYPE

Term = NamedNode | BlankNode | Literal


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

    def place(self, node: Term, predicate: str | None = None, value: str | None = None, graph: str | None = None) -> Place:
        """Give the place of a node, or of a predicate in its block where that is found.

        Where a subject stands in several files: the one named by `graph` (an IRI), else the one that has the predicate
        (and the value, if given), else the one that types it, else the first. A blank node stands where it is referred to.
        """
        seen: set[str] = set()
        while isinstance(node, BlankNode) and node.value not in seen and node.value in self._referrer:
            seen.add(node.value)
            triple, path = self._referrer[node.value]
            node, predicate, value, graph = triple.subject, triple.predicate.value, None, self._graph_of(path)
        places = self._dataset.places.get(node.value, [])
        if graph in self._graphs:
            places = [place for place in places if place.path == self._graphs[graph]] or places
        for wanted in (predicate, RDF_TYPE):
            found = [at for place in places if wanted and (at := self._statement(place, wanted, value))]
            if found:
                return min(found, key=lambda at: not at[1])[0] if wanted == predicate else self._subject(places, found[0][0])
        if places:
            return places[0]
        return Place(self._graphs.get(graph or "") or self._holders.get(node.value) or self._identity_path)

    def _statement(self, place: Place, predicate: str, value: str | None) -> tuple[Place, bool] | None:
        """Find a predicate in the block at a place, and say whether the value stands there too."""
        found = self._files[place.path].outline.find(place.line, predicate, value)
        return (Place(place.path, found[0], found[1]), found[2]) if found else None

    def _subject(self, places: list[Place], typed: Place) -> Place:
        """Give the place of the block in which the type was found."""
        return max(place for place in places if place.path == typed.path and place.line <= typed.line)

    def _graph_of(self, path: str) -> str:
        return self._dataset.graph_iri(self._files[path])

    @cached_property
    def _identity_path(self) -> str:
        return self._holders.get(self._dataset.iri, self._dataset.files[0].path)


def unmargined(file: SourceFile) -> list[str]:
    """List the IRIs that are subjects in a file but do not stand at its left margin."""
    at_margin = {subject for subject, _ in file.outline.subjects}
    inside = {triple.subject.value for triple in file.triples if isinstance(triple.subject, NamedNode)}
    return sorted(inside - at_margin)
