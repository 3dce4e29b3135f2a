"""The remote adapter: any SPARQL 1.1 endpoint, through SPARQLWrapper, holding what `rip-ld load` put there.

The union is a graph of its own in the remote store and is named as the default graph of every query, so that it does not matter
what the store takes for its default graph. Our blank nodes are IRIs there (store.skolem).
"""

import os
import re
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from http.client import HTTPException, HTTPResponse
from threading import Timer
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, build_opener

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results
from SPARQLWrapper import POST, SELECT, SPARQLWrapper

from rip_ld import __version__
from rip_ld.dataset.manifest import Manifest, parsed
from rip_ld.store.cache import Cache, Triples
from rip_ld.store.port import Row, StoreError, StoreTimeout, Subject, Term
from rip_ld.store.skolem import Skolem

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
MANIFEST = NamedNode("urn:x-rip-ld:manifest")
NOTHING = "urn:x-rip-ld:nothing"  # a graph that no store has
MOST_KEPT = 400_000  # triples of answers that are kept
SMALL = 500  # a predicate with fewer triples than this is fetched whole
TOGETHER = 200  # terms that one query asks for

_PIECE = 1 << 16


class Endpoint:
    """A SPARQL endpoint on another machine: what it answers comes whole, as the type that was asked for, in time, or as StoreError."""

    def __init__(self, url: str, timeout: float = 10.0, login: str = "") -> None:
        self.url, self.timeout, self._login = url, timeout, login

    def ask(self, query: str, accept: Sequence[str], default: Iterable[str] = (), named: Iterable[str] = ()) -> tuple[str, bytes]:
        """Send one of our own queries, with its dataset; gives which of the accepted types the answer is, and the whole of it."""
        body = bytearray()
        return self.fetch(query, accept, default, named, body.extend), bytes(body)

    def fetch(
        self,
        query: str,
        accept: Sequence[str],
        default: Iterable[str],
        named: Iterable[str],
        write: Callable[[bytes], object],
        timeout: float | None = None,
        telling: Callable[[socket.socket], AbstractContextManager] = nullcontext,
    ) -> str:
        """Send one query by POST (SPARQL 1.1 Protocol, 2.1.2) with its dataset, and write the answer as it comes; gives which of the accepted types it is.

        `timeout` bounds the seconds, `telling` may end the connection early. Raises StoreTimeout, or StoreError where the store is out
        of reach, refuses, or gives something else or a part; what was written by then is of no use.
        """
        limit = self.timeout if timeout is None else timeout
        end = time.monotonic() + limit
        try:
            response = self._request(query, accept, default, named, limit).query().response
            with response, socket.socket(fileno=os.dup(response.fileno())) as line, telling(line):
                found = self._check(response, accept)
                _copy(response, line, end, write)
                return found
        except HTTPError as error:
            raise self._refused(error) from None
        except (URLError, HTTPException, OSError, ValueError) as error:
            cause = getattr(error, "reason", error)
            if isinstance(cause, TimeoutError) or time.monotonic() >= end:
                raise StoreTimeout(f"The store did not answer within {limit:g} seconds.", self.url) from None
            if isinstance(error, URLError):
                raise StoreError(f"The store cannot be reached ({_reason(cause)}).", self.url) from None
            raise StoreError("The store broke off in the middle of its answer.", self.url) from None

    def _request(self, query: str, accept: Sequence[str], default: Iterable[str], named: Iterable[str], timeout: float) -> SPARQLWrapper:
        request = _Request(self.url, agent=f"rip-ld/{__version__}")
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.addCustomHttpHeader("Accept", ", ".join(accept))
        request.timeout = timeout
        request.queryString, request.queryType = query, SELECT  # what kind of query it is has been found out by then, or is the store's to say
        if self._login:
            request.setCredentials(*self._login.split(":", 1))
        for name, graphs in (("default-graph-uri", default), ("named-graph-uri", named)):
            for graph in graphs:
                request.addParameter(name, graph)
        return request

    def _check(self, response: HTTPResponse, accept: Sequence[str]) -> str:
        """Give the type of a response, if it is one that was asked for."""
        found = response.headers.get_content_type()
        found = JSON if found == "application/json" else found
        if found not in accept:
            raise StoreError(f"The store answered with {found} where {' or '.join(accept)} was asked for.", self.url)
        if found == N_TRIPLES and response.length is None and not response.chunked:
            raise StoreError("The store does not tell where its answer ends, so that a part could pass for the whole.", self.url)
        if "X-SPARQL-MaxRows" in response.headers or "X-SQL-State" in response.headers:  # how Virtuoso tells that it left something out
            raise StoreError("The store cut its answer short; ask for less, or raise its limit of rows (ResultSetMaxRows, --query-rows) or of time.", self.url)
        return found

    def _refused(self, error: HTTPError) -> StoreError:
        status, text = error.code, error.read(_PIECE).decode("utf-8", "replace")
        if status == 504:
            return StoreTimeout("The store gave the query up (504).", self.url)
        if 300 <= status < 400:
            return StoreError(f"The store leads elsewhere ({status}), which is not followed.", f"{self.url}, which is now {error.headers.get('Location', 'nowhere')},")
        said = "" if "<html" in text.lower() else re.sub(rf"^{status}[:\s]+", "", " ".join(text.split()))[:200].rstrip(". ")
        return StoreError(f"The store refused with {status}{f': {said}' if said else ''}.", self.url)


class _Unled(HTTPRedirectHandler):
    """No redirection is followed: what has been posted would be lost on the way."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Request(SPARQLWrapper):
    """A request whose refusals come as they are, with their bodies."""

    def _query(self) -> tuple[HTTPResponse, str]:
        return build_opener(_Unled).open(self._createRequest(), timeout=self.timeout), self.returnFormat


def _copy(response: HTTPResponse, line: socket.socket, end: float, write: Callable[[bytes], object]) -> None:
    """Copy a response to its end; OSError or HTTPException where it breaks off or takes too long. `line` is its connection."""
    length, count = response.length, 0
    timer = Timer(max(0.01, end - time.monotonic()), _hang_up, [line])
    timer.daemon = True
    timer.start()
    try:
        while piece := response.read1(_PIECE):
            count += len(piece)
            write(piece)
    finally:
        timer.cancel()
    if time.monotonic() >= end or (length is not None and count < length):
        raise ConnectionError("the answer is not whole")


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has been closed
        pass


def _reason(cause: object) -> str:
    return (getattr(cause, "strerror", None) or str(cause)).lower().rstrip(".")


class RemoteStore:
    """A Store at a SPARQL 1.1 endpoint; `union` and `graphs` name the graphs that hold the dataset there, `base` is its address space."""

    at_hand = False

    def __init__(self, endpoint: Endpoint, base: str, union: str, graphs: Sequence[str]) -> None:
        self.endpoint, self.skolem = endpoint, Skolem(base)
        self.union, self._graphs = union, tuple(sorted(graphs))
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

    def graph(self, name: NamedNode) -> Iterator[Triple]:
        """List the triples of one named graph; none where there is no such graph."""
        return iter(self._matching((None, None, None), name.value) if name.value in self._graphs else ())

    def graphs(self) -> list[NamedNode]:
        """List the named graphs, in the order of their IRIs."""
        return [NamedNode(name) for name in self._graphs]

    def quads(self) -> Iterable[Quad]:
        """List everything, each triple with its graph; one graph at a time is fetched."""
        return (Quad(*triple, graph) for graph in self.graphs() for triple in self.graph(graph))

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """Answer one of our own SELECT queries over the union (SPARQL 1.1 Query); raises StoreError where it is wrong."""
        if bindings:
            names, terms = " ".join(f"?{name}" for name in bindings), " ".join(str(self.skolem.iri(term)) for term in bindings.values())
            query += f"\nVALUES ({names}) {{ ({terms}) }}"
        names, rows = self._solutions(query, self.union, self._graphs)
        if unknown := set(bindings or ()) - set(names):
            raise StoreError(f"The query cannot be answered: it does not select ?{min(unknown)}.")
        return rows

    def described(self) -> list[Manifest]:
        """List the manifests that are in the store, whatever its graphs."""
        _, rows = self._solutions(f"SELECT ?manifest WHERE {{ GRAPH ?g {{ ?dataset {MANIFEST} ?manifest }} }}", None)
        try:
            return [parsed(row["manifest"].value) for row in rows]
        except ValueError:
            raise StoreError("The store was loaded by another version of rip-ld; run rip-ld load again.", self.endpoint.url) from None

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
        _, body = self.endpoint.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}{limit}", (N_TRIPLES,), (graph,))
        blank = self.skolem.blank
        try:
            return tuple(Triple(blank(x.subject), x.predicate, blank(x.object)) for x in parse(body, format=RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"The store answered with broken N-Triples ({str(error).rstrip('.')}).", self.endpoint.url) from None

    def _solutions(self, query: str, default: str | None, named: Iterable[str] = ()) -> tuple[list[str], list[Row]]:
        """Send a SELECT query over a default graph (None: whatever the store has); gives the names of its variables and its rows."""
        _, body = self.endpoint.ask(query, (JSON,), [default] if default else (), named)
        try:
            solutions = parse_query_results(body, QueryResultsFormat.JSON)
            if not isinstance(solutions, QuerySolutions):
                raise StoreError("The query cannot be answered: it is no SELECT query.")
            names = [variable.value for variable in solutions.variables]
            return names, [{name: self.skolem.blank(row[name]) for name in names if row[name] is not None} for row in solutions]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"The store answered with broken JSON ({str(error).rstrip('.')}).", self.endpoint.url) from None


def open_remote(endpoint: Endpoint, digest: str | None = None) -> tuple[Manifest, RemoteStore]:
    """Open the dataset that `rip-ld load` put into a store; where it holds several, the one with a digest. Raises StoreError where there is none."""
    found = RemoteStore(endpoint, "", "", ()).described()
    if len(found) > 1:
        found = [one for one in found if one.digest == digest]
        if not found:
            raise StoreError("The store holds several datasets, none of them as its files are here; run rip-ld load again.", endpoint.url)
    if not found:
        raise StoreError("The store holds no dataset that was loaded to its end; see rip-ld load.", endpoint.url)
    return found[0], RemoteStore(endpoint, found[0].base, found[0].union, found[0].graphs)
