"""The embedded adapter: pyoxigraph, in memory, bulk-loaded once and then only read.

The engine's own union mode answers a triple twice that stands in two graphs; so the union is loaded as the default graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple, Variable
from pyoxigraph import Store as Oxigraph

from rip_ld.store.port import Row, StoreError, Subject, Term

_UNION = DefaultGraph()
_TRIPLE = attrgetter("triple")


class EmbeddedStore:
    """A Store in this process's memory."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        quads = tuple(quads)
        self._store = Oxigraph()
        self._store.bulk_extend(quads)
        self._store.bulk_extend(Quad(*quad.triple) for quad in quads)  # without a graph it goes into the default one

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """List the triples of the union that match; None matches anything, and each triple comes once."""
        return map(_TRIPLE, self._store.quads_for_pattern(subject, predicate, object, _UNION))

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
