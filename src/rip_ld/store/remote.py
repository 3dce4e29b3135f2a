"""The remote adapter: any SPARQL 1.1 endpoint, holding what `rip-ld load` put there.

The union is a graph of its own in the remote store and is named as the default graph of every query, so that it does not matter
what the store takes for its default graph. Our blank nodes are IRIs there (store.skolem).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from rip_ld.dataset.manifest import Manifest, parsed
from rip_ld.sparql.spool import Spool
from rip_ld.store.cache import Cache, Triples
from rip_ld.store.endpoint import JSON, N_TRIPLES, Endpoint
from rip_ld.store.port import Row, StoreError, Subject, Term
from rip_ld.store.skolem import Skolem

# A loading has a mark of its own, which a dataset has as LOADING from the beginning and as LOADED from the end: of two at once, only the one that began last can be whole.
LOADING, LOADED, MANIFEST = (NamedNode(f"urn:x-rip-ld:{name}") for name in ("loading", "loaded", "manifest"))
NOTHING = "urn:x-rip-ld:nothing"  # a graph that no store has
MOST_KEPT = 400_000  # triples of answers that are kept
SMALL = 500  # a predicate with fewer triples than this is fetched whole
TOGETHER = 200  # terms that one query asks for

Found = TypeVar("Found")


class RemoteStore:
    """A Store at a SPARQL 1.1 endpoint: a dataset that was loaded there, with the mark of that loading."""

    at_hand = False

    def __init__(self, endpoint: Endpoint, known: Manifest, mark: str) -> None:
        self.endpoint, self.skolem = endpoint, Skolem(known.base)
        self._known, self._mark = known, mark
        self.union, self._graphs = known.union, tuple(sorted(known.graphs))
        self._cache = Cache(MOST_KEPT)
        self._large: set[NamedNode] = set()

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """List the triples of the union that match; None matches anything, and each triple comes once.

        What is asked of a subject is answered from all that is said of it, which is fetched once; so are predicates with few triples.
        """
        if any(self.skolem.covers(term) for term in (subject, object)):
            return iter(())
        if subject is not None:
            found = self._fetched((subject, None, None))
        elif predicate is not None and (few := self._few(predicate)) is not None:
            found = few
        else:
            found = self._fetched((None, predicate, object))
        return (x for x in found if (predicate is None or x.predicate == predicate) and (object is None or x.object == object))

    def prefetch(self, subjects: Iterable[Term], pointing: Iterable[Term] = ()) -> None:
        """Fetch what is said of some subjects, and what points to some terms, in as few queries as it takes."""
        self._together({term: (term, None, None) for term in subjects if not isinstance(term, Literal)}, "s")
        self._together({term: (None, None, term) for term in pointing}, "o")

    def begin(self) -> None:
        """Take notice that this thread answers a new request; what is asked for it comes within the endpoint's timeout, together."""
        self.endpoint.begin()

    def graph(self, name: NamedNode) -> Iterator[Triple]:
        """List the triples of one named graph, which are fetched into a file; none where there is no such graph."""
        if name.value not in self._graphs:
            return
        raw = self.whole(lambda: self._spooled(name.value))
        yield from self._read(parse(path=raw.path, format=RdfFormat.N_TRIPLES))

    def graphs(self) -> list[NamedNode]:
        """List the named graphs, in the order of their IRIs."""
        return [NamedNode(name) for name in self._graphs]

    def quads(self) -> Iterable[Quad]:
        """List everything, each triple with its graph; one graph at a time is fetched."""
        for graph in self.graphs():
            self.begin()
            yield from (Quad(*triple, graph) for triple in self.graph(graph))

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """Answer one of our own SELECT queries over the union (SPARQL 1.1 Query); raises StoreError where it is wrong."""
        if bindings:
            names, terms = " ".join(f"?{name}" for name in bindings), " ".join(str(self.skolem.iri(term)) for term in bindings.values())
            query += f"\nVALUES ({names}) {{ ({terms}) }}"
        names, rows = self.whole(lambda: _solutions(self.endpoint, query, [self.union], self._graphs))
        if unknown := set(bindings or ()) - set(names):
            raise StoreError(f"The query cannot be answered: it does not select ?{min(unknown)}.")
        return [{name: self.skolem.blank(term) for name, term in row.items()} for row in rows]

    def whole(self, fetch: Callable[[], Found]) -> Found:
        """Have something fetched while the store held all of the dataset, once more where the same has been loaded anew; StoreError where it holds it no longer.

        A loading puts another mark before it does anything else: so what was fetched before the mark is read is true.
        """
        while True:
            mark, found = self._mark, fetch()
            _, rows = _solutions(self.endpoint, f"SELECT ?mark WHERE {{ ?dataset {LOADING} ?mark ; {LOADED} ?mark }}", [self._known.home])
            if [row["mark"].value for row in rows] == [mark]:
                return found
            same = (again for again, one in described(self.endpoint).items() if (one.digest, one.version) == (self._known.digest, self._known.version))
            if not (again := next(same, "")):
                raise StoreError("The store does not hold the dataset now as it did when this site was opened; it may be being loaded.", self.endpoint.url)
            self._mark = again

    def _few(self, predicate: NamedNode) -> Triples | None:
        """Give all triples of a predicate that has few; None for one that has many."""
        if predicate in self._large:
            return None
        key = (None, predicate, "few")
        found = self._cache.get(key)
        if found is None:
            found = self._matching((None, predicate, None), self.union, SMALL)
            if len(found) >= SMALL:
                self._large.add(predicate)
                return None
            self._cache.keep(key, found)
        return found

    def _fetched(self, pattern: tuple) -> Triples:
        found = self._cache.get(pattern)
        if found is None:
            found = self._matching(pattern, self.union)
            self._cache.keep(pattern, found)
        return found

    def _together(self, patterns: dict[Term, tuple], variable: str) -> None:
        """Fetch many patterns that differ in one term, and keep each one's triples."""
        wanted = [(term, pattern) for term, pattern in patterns.items() if self._cache.get(pattern) is None and not self.skolem.covers(term)]
        for start in range(0, len(wanted), TOGETHER):
            some = wanted[start : start + TOGETHER]
            terms = " ".join(str(self.skolem.iri(term)) for term, _ in some)
            found: dict[Term, list[Triple]] = defaultdict(list)
            for triple in self._constructed(f"VALUES ?{variable} {{ {terms} }} ?s ?p ?o", self.union):
                found[triple.subject if variable == "s" else triple.object].append(triple)
            for term, pattern in some:
                self._cache.keep(pattern, tuple(found[term]))

    def _matching(self, pattern: tuple, graph: str, most: int | None = None) -> Triples:
        values = " ".join(f"VALUES ?{name} {{ {self.skolem.iri(term)} }}" for name, term in zip("spo", pattern) if term is not None)
        return self._constructed(f"{values} ?s ?p ?o", graph, "" if most is None else f" LIMIT {most}")

    def _constructed(self, pattern: str, graph: str, limit: str = "") -> Triples:
        """Fetch triples of a graph. They come by CONSTRUCT, for N-Triples become triples at once and keep what JSON loses in some stores."""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}{limit}"
        _, body = self.whole(lambda: self.endpoint.ask(query, (N_TRIPLES,), (graph,)))
        return tuple(self._read(parse(body, format=RdfFormat.N_TRIPLES)))

    def _spooled(self, graph: str) -> Spool:
        raw = Spool()
        self.endpoint.ask_into(raw.write, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", (N_TRIPLES,), (graph,))
        return raw

    def _read(self, found: Iterable[Quad]) -> Iterator[Triple]:
        """Give triples as they are here, while they are parsed."""
        blank = self.skolem.blank
        try:
            for quad in found:
                yield Triple(blank(quad.subject), quad.predicate, blank(quad.object))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"The store answered with broken N-Triples ({str(error).rstrip('.')}).", self.endpoint.url) from None


def _solutions(endpoint: Endpoint, query: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> tuple[list[str], list[Row]]:
    """Send a SELECT query over a default graph (none: whatever the store has); gives the names of its variables and its rows."""
    _, body = endpoint.ask(query, (JSON,), default, named)
    try:
        return _parsed(body)
    except (SyntaxError, ValueError) as error:
        said = str(error).rstrip(".")
    raise StoreError(f"The store answered with broken JSON ({said}).", endpoint.url)  # here: what the parser holds may end in this thread only


def _parsed(body: bytes) -> tuple[list[str], list[Row]]:
    solutions = parse_query_results(body, QueryResultsFormat.JSON)
    if not isinstance(solutions, QuerySolutions):
        raise StoreError("The query cannot be answered: it is no SELECT query.")
    names = [variable.value for variable in solutions.variables]
    return names, [{name: row[name] for name in names if row[name] is not None} for row in solutions]


def described(endpoint: Endpoint) -> dict[str, Manifest]:
    """Give the manifests of the datasets that are in a store, each by the mark of its loading."""
    _, rows = _solutions(endpoint, f"SELECT ?mark ?manifest WHERE {{ GRAPH ?g {{ ?dataset {LOADING} ?mark ; {LOADED} ?mark . ?mark {MANIFEST} ?manifest }} }}")
    try:
        return {row["mark"].value: parsed(row["manifest"].value) for row in rows}
    except ValueError:
        raise StoreError("The store was loaded by another version of rip-ld; run rip-ld load again.", endpoint.url) from None


def open_remote(endpoint: Endpoint, digest: str | None = None) -> tuple[Manifest, RemoteStore]:
    """Open the dataset that `rip-ld load` put into a store; where it holds several, the one with a digest. Raises StoreError where there is none."""
    found = described(endpoint)
    if len(found) > 1:
        found = {mark: one for mark, one in found.items() if one.digest == digest}
        if not found:
            raise StoreError("The store holds several datasets, none of them as its files are here; run rip-ld load again.", endpoint.url)
    if not found:
        raise StoreError("The store holds no dataset that was loaded to its end; see rip-ld load.", endpoint.url)
    mark, known = next(iter(found.items()))
    return known, RemoteStore(endpoint, known, mark)
