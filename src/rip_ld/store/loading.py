"""Load a dataset into a remote store by the SPARQL 1.1 Graph Store HTTP Protocol, in pieces.

First the mark of this loading is put in the place of the manifest. Each named graph is replaced by a PUT and goes on with POSTs; so are the union of all, and
at the very end the manifest, without which nothing serves from the store: what was left half loaded is never taken for the whole.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPException
from itertools import groupby
from operator import attrgetter
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPBasicAuthHandler, HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, build_opener
from uuid import uuid4

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from rip_ld import __version__
from rip_ld.dataset.manifest import Manifest
from rip_ld.store.endpoint import reason
from rip_ld.store.port import StoreError
from rip_ld.store.remote import LOADED, LOADING, MANIFEST
from rip_ld.store.skolem import Skolem

PIECE = 20_000  # statements of one request
TIMEOUT = 300.0
SOON = 30.0  # seconds in which a store says what it holds
TOLD = 20  # times is said how far it is
UNTOUCHED = "what the store holds is as it was. The address of its graphs is another than that of its queries (docs/scaling.md)."
TURTLE = "text/turtle"  # N-Triples are Turtle, and every graph store reads that

Say = Callable[[str], None]


class _Digest(HTTPDigestAuthHandler):
    """Digest authentication that answers a challenge once met with every later request: a server that asks again may not read the body."""

    challenge: dict[str, str] | None = None

    def get_authorization(self, req: Request, chal: dict[str, str]) -> str | None:
        self.challenge = chal
        return super().get_authorization(req, chal)

    def http_request(self, request: Request) -> Request:
        if self.challenge is not None and (answer := self.get_authorization(request, self.challenge)):
            request.add_unredirected_header("Authorization", f"Digest {answer}")
        return request

    https_request = http_request


class _Basic(HTTPBasicAuthHandler):
    """Basic authentication that does the same."""

    met: str | None = None

    def retry_http_basic_auth(self, host: str, req: Request, realm: str) -> object:
        answer = super().retry_http_basic_auth(host, req, realm)
        self.met = self.met or req.get_header("Authorization")
        return answer

    def http_request(self, request: Request) -> Request:
        if self.met is not None:
            request.add_unredirected_header("Authorization", self.met)
        return request

    https_request = http_request


class GraphStore:
    """A graph store at an address (Graph Store Protocol, section 4.2: indirect identification), with the credentials that it may ask for."""

    def __init__(self, url: str, user: str = "", password: str = "") -> None:
        self.url = url
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, user, password)
        self._opener = build_opener(*([_Digest(passwords), _Basic(passwords)] if user else []))

    def send(self, method: str, graph: str, triples: Iterable[Triple] | None = None, missing: bool = False, timeout: float = TIMEOUT) -> bytes:
        """PUT, POST, GET or DELETE a graph; with `missing`, one that is not there is as good. Raises StoreError where it does not succeed."""
        mark = "&" if urlsplit(self.url).query else "?"
        body = None if triples is None else serialize(triples, format=RdfFormat.N_TRIPLES)
        headers = {"User-Agent": f"rip-ld/{__version__}"} | ({"Accept": TURTLE} if method == "GET" else {"Content-Type": TURTLE} if body is not None else {})
        request = Request(f"{self.url}{mark}graph={quote(graph, safe='')}", body, headers, method=method)
        try:
            with self._opener.open(request, timeout=timeout) as response:
                return response.read()
        except HTTPError as error:
            if missing and error.code == 404:
                return b""
            raise StoreError(f"{self._told(error)} at the graph <{graph}>") from None
        except (HTTPException, OSError, ValueError) as error:
            cause = getattr(error, "reason", error)
            raise StoreError(f"the store at {self.url} cannot be reached ({reason(cause)})") from None

    def _told(self, error: HTTPError) -> str:
        if error.code in (401, 403):
            return f"the store at {self.url} wants a user and a password who may write ({error.code})"
        said = error.read(1 << 12).decode("utf-8", "replace")
        line = "" if "<html" in said.lower() else " ".join(said.split())[:200].rstrip(". ")
        return f"the store at {self.url} refused with {error.code}{f' (“{line}”)' if line else ''}"


def load(store: GraphStore, manifest: Manifest, quads: Iterable[Quad], say: Say = lambda _: None) -> None:
    """Replace what a remote store holds of a dataset. Raises StoreError, which tells how far it came; the store is then not served from."""
    skolem = Skolem(manifest.base)
    quads = sorted(map(skolem.quad, quads), key=lambda quad: quad.graph_name.value)
    done = 0
    parts = [(graph.value, [quad.triple for quad in part]) for graph, part in groupby(quads, attrgetter("graph_name"))]
    parts.append((manifest.union, list(dict.fromkeys(quad.triple for quad in quads))))
    total = sum(len(triples) for _, triples in parts) or 1
    here, mark, begun = NamedNode(manifest.iri), NamedNode(f"urn:uuid:{uuid4()}"), False
    try:
        old = _graphs_before(store, manifest)
        store.send("PUT", manifest.home, [Triple(here, LOADING, mark)])
        begun = True
        for gone in sorted(old - set(manifest.graphs)):
            store.send("DELETE", gone, missing=True)
        for graph, triples in parts:
            for method, piece in _pieces(triples):
                store.send(method, graph, piece)
                before, done = done, done + len(piece)
                if done * TOLD // total > before * TOLD // total:
                    say(f"{done:,} of {total:,} statements sent, to their graphs and to the union ({done * 100 // total} %)")
        store.send("POST", manifest.home, [Triple(here, LOADED, mark), Triple(mark, MANIFEST, Literal(manifest.written()))])
        if all(quad.subject != mark for quad in _held(store, manifest)):
            raise StoreError(f"the store at {store.url} took all and does not have it; is that the address of a graph store?")
    except (StoreError, KeyboardInterrupt) as error:
        told = f"{done:,} of {total:,} statements had been sent, of which each goes to its graph and then to the union. Run it again: it begins anew, and nothing serves from the store until it has ended."
        if isinstance(error, KeyboardInterrupt):
            say(f"loading was interrupted; {told if begun else UNTOUCHED}")
            raise
        raise StoreError(f"Loading stopped, for {error}; {told if begun else UNTOUCHED}") from None


def _pieces(triples: list[Triple]) -> Iterator[tuple[str, list[Triple]]]:
    for start in range(0, max(len(triples), 1), PIECE):
        yield "POST" if start else "PUT", triples[start : start + PIECE]


def _graphs_before(store: GraphStore, manifest: Manifest) -> set[str]:
    """List the graphs that an earlier loading left, as its manifest tells."""
    try:
        found = [json.loads(quad.object.value) for quad in _held(store, manifest) if quad.predicate == MANIFEST]
    except ValueError:
        return set()
    return {graph for row in found for graph in row.get("graphs", ())}


def _held(store: GraphStore, manifest: Manifest) -> list[Quad]:
    """Read what a store holds about the loading of a dataset; nothing where that is no Turtle."""
    body = store.send("GET", manifest.home, missing=True, timeout=SOON)
    try:
        return list(parse(body, format=RdfFormat.TURTLE))
    except SyntaxError:
        return []
