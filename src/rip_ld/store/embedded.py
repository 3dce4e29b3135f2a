"""The embedded adapter: pyoxigraph, in memory, bulk-loaded once and then only read; or read-only on disk, as `rip-ld build` left it.

The engine's own union mode answers a triple twice that stands in two graphs; so the union is loaded as the default graph.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from random import Random

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, Variable, parse, serialize
from pyoxigraph import Store as Oxigraph

from rip_ld.store.port import Row, StoreError, Subject, Term

_UNION = DefaultGraph()
UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
PIECE = 200_000  # quads of one step that is told
SAMPLE = "sample.nq"  # beside a store on disk: some of its quads
SAMPLED = 4_000  # that is how many; three million statements need forty
LOOKED_UP = 10  # of them, before the files are counted again
_NAMELESS = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(isBlank(?s) || isBlank(?o)) }"
_TRIPLE = attrgetter("triple")


class EmbeddedStore:
    """A Store in this process: of some quads, in memory, or of a folder that `build` made, read-only."""

    def __init__(self, quads: Iterable[Quad] = (), folder: Path | None = None) -> None:
        self.at_hand = folder is None
        self._store = Oxigraph() if folder is None else opened(folder)
        if folder is None:
            fill(self._store, tuple(quads))

    @classmethod
    def of_turtle(cls, texts: Iterable[tuple[str, str]], quads: Iterable[Quad] = ()) -> tuple["EmbeddedStore", bytes]:
        """Load Turtle texts, each into the graph whose IRI comes with it, and some quads; gives the store, still without the union, and all of it as N-Quads.

        The engine reads, while other threads go on. SyntaxError where a text is no Turtle.
        """
        made = cls()
        store = made._store
        for text, graph in texts:
            store.bulk_load(text.encode(), RdfFormat.TURTLE, to_graph=NamedNode(graph))
        nameless = [Quad(*solution) for solution in store.query(_NAMELESS)]
        for quad in nameless:
            store.remove(quad)
        store.bulk_extend((*_settled(nameless), *quads))
        return made, store.dump(format=RdfFormat.N_QUADS)

    def merge(self) -> None:
        """Make the default graph the union of all graphs."""
        self._store.update(UNION)

    def add(self, quads: Sequence[Quad]) -> bytes:
        """Add some quads, each to its graph and to the union; gives what was added as N-Quads."""
        both = (*quads, *(Quad(*quad.triple) for quad in quads))
        self._store.bulk_extend(both)
        return serialize(both, format=RdfFormat.N_QUADS)

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """List the triples of the union that match; None matches anything, and each triple comes once."""
        return map(_TRIPLE, self._store.quads_for_pattern(subject, predicate, object, _UNION))

    def begin(self) -> None:
        """Do nothing: nobody waits."""

    def prefetch(self, subjects: Iterable[Term], pointing: Iterable[Term] = ()) -> None:
        """Do nothing: everything is at hand."""

    def graph(self, name: NamedNode) -> Iterator[Triple]:
        """List the triples of one named graph; none where there is no such graph."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, name))

    def graphs(self) -> list[NamedNode]:
        """List the named graphs, in the order of their IRIs."""
        return sorted(self._store.named_graphs(), key=lambda graph: graph.value)

    def quads(self) -> Iterable[Quad]:
        """List everything, each triple with its graph."""
        return (quad for quad in self._store if quad.graph_name != DefaultGraph())

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """Answer one of our own SELECT queries over the union (SPARQL 1.1 Query); raises StoreError where it is wrong."""
        substitutions = {Variable(name): term for name, term in (bindings or {}).items()}
        try:
            solutions = self._store.query(query, substitutions=substitutions)
            names = [variable.value for variable in solutions.variables]
            return [{name: row[name] for name in names if row[name] is not None} for row in solutions]
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise StoreError(f"The query cannot be answered: {error}.") from error


def _settled(nameless: Iterable[Quad]) -> list[Quad]:
    """Give blank nodes names that depend on the data alone (RDF Dataset Canonicalization 1.0), so that bytes stay the same."""
    dataset = Dataset(nameless)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def fill(store: Oxigraph, quads: Sequence[Quad], say: Callable[[str], None] = lambda _: None) -> None:
    """Put quads into a store, each in its graph and in the default graph."""
    for start in range(0, len(quads), PIECE):
        piece = quads[start : start + PIECE]
        store.bulk_extend(piece)
        store.bulk_extend(Quad(*quad.triple) for quad in piece)  # without a graph it goes into the default one
        say(f"{start + len(piece):,} of {len(quads):,} quads stored ({(start + len(piece)) * 100 // len(quads)} %)")


def fill_folder(folder: Path, quads: Sequence[Quad], say: Callable[[str], None]) -> None:
    """Make a store in a folder, which must not exist yet, optimised for reading, and a sample of it beside. Raises OSError where the disk does not take it."""
    store = Oxigraph(str(folder))
    fill(store, quads, say)
    say("putting the store in order for reading")
    store.optimize()
    store.flush()
    serialize(Random(0).sample(quads, min(SAMPLED, len(quads))), folder.with_name(SAMPLE), format=RdfFormat.N_QUADS)


def damaged(folder: Path, error: RuntimeError) -> StoreError:
    """Say that a store on disk is damaged, and what to do."""
    return StoreError(f"{folder} is damaged ({str(error).partition('  ')[0].rstrip('.')}); make it again with rip-ld build.")


def opened(folder: Path) -> Oxigraph:
    """Open a store on disk, read-only, with all files that it has. Raises OSError where there is none, StoreError where it is damaged or some remain closed.

    The engine opens the others of a large store when it first looks into them, and a query may open none: so what is in the sample, which is spread
    over all of them, is looked up before.
    """
    try:
        store = Oxigraph.read_only(str(folder))
    except RuntimeError as error:
        raise damaged(folder, error) from None
    if _closed(folder):
        next(iter(store.named_graphs()), None)
        with suppress(FileNotFoundError):
            for number, quad in enumerate(parse(path=folder.with_name(SAMPLE), format=RdfFormat.N_QUADS), 1):
                _look_up(store, quad)
                if number % LOOKED_UP == 0 and not _closed(folder):
                    break
    if closed := _closed(folder):
        raise StoreError(f"{folder} has more files than are opened at once ({closed} remained closed), and a query may open none; make it again with rip-ld build.")
    return store


def _look_up(store: Oxigraph, quad: Quad) -> None:
    """Look a quad up in every index that the engine has."""
    for graph in (_UNION, quad.graph_name, None):
        for part in ((quad.subject, quad.predicate, None), (None, quad.predicate, quad.object), (quad.subject, None, quad.object)):
            next(iter(store.quads_for_pattern(*part, graph)), None)


def _closed(folder: Path) -> int:
    """Count the files of a store on disk that this process does not hold open; 0 where the machine does not tell."""
    try:
        held = {os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")}
    except OSError:
        return 0
    return sum(str(path.resolve()) not in held for path in folder.glob("*.sst"))
