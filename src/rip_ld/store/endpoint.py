"""A SPARQL endpoint on another machine, through SPARQLWrapper: what it answers comes whole, or not at all."""

import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from math import inf
from urllib.error import HTTPError, URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from SPARQLWrapper import POST, SELECT, SPARQLWrapper

from rip_ld import __version__
from rip_ld.store.port import StoreError, StoreTimeout

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
MOST_HELD = 64 << 20  # bytes of an answer to a question of ours: what a page shows is less
AT_ONCE = 4  # of our own questions may wait for an answer
SOON = 1.0  # seconds in which a place comes free

_PIECE = 1 << 16

Opened = Callable[[socket.socket], None]


class Endpoint:
    """A SPARQL endpoint on another machine: what it answers comes whole, as the type that was asked for, in time, or as StoreError.

    Once it was too slow for one of the program's own questions, one at a time finds out whether it is right again; the others are
    given up at once, so that pages which need no store are not behind a crowd of pages that wait for it.
    """

    def __init__(self, url: str, timeout: float = 10.0, login: str = "") -> None:
        self.url, self.timeout, self._login = url, timeout, login
        self._request_of = threading.local()
        self._places, self._finding_out, self._late = threading.BoundedSemaphore(AT_ONCE), threading.Lock(), False

    def begin(self, seconds: float | None = None) -> None:
        """Take notice that this thread answers a new request: all that is asked for it comes within the timeout, or so many seconds, together."""
        self._request_of.until = time.monotonic() + (self.timeout if seconds is None else seconds)

    def ask(self, query: str, accept: Sequence[str], default: Iterable[str] = (), named: Iterable[str] = ()) -> tuple[str, bytes]:
        """Send one of our own queries, with its dataset; gives which of the accepted types the answer is, and the whole of it. StoreError as `fetch`, and where it is too large to hold."""
        body = bytearray()

        def take(piece: bytes) -> None:
            if len(body) + len(piece) > MOST_HELD:
                body.clear()  # the error may be held for some time, and this with it
                raise StoreError(f"The store gave an answer of more than {MOST_HELD >> 20} MiB to a question of this program.", self.url)
            body.extend(piece)

        return self.ask_into(take, query, accept, default, named), bytes(body)

    def ask_into(self, write: Callable[[bytes], object], query: str, accept: Sequence[str], default: Iterable[str] = (), named: Iterable[str] = ()) -> str:
        """Send one of our own queries, as `ask`, and write the answer as it comes."""
        left = min(self.timeout, getattr(self._request_of, "until", inf) - time.monotonic())
        with self._place(left):
            return self.fetch(query, accept, default, named, write, left)

    @contextmanager
    def _place(self, left: float) -> Iterator[None]:
        """Keep one of the places of those who may wait for the store; StoreTimeout where none comes free soon, or the store is too slow for all."""
        probing = self._late and self._finding_out.acquire(blocking=False)
        try:
            if left <= 0 or (self._late and not probing) or not self._places.acquire(timeout=min(left, SOON)):
                raise StoreTimeout("The store does not answer in time.", self.url)
            try:
                yield
                self._late = False
            except StoreTimeout:
                self._late = self._late or left > self.timeout / 2  # else it was given little
                raise
            finally:
                self._places.release()
        finally:
            if probing:
                self._finding_out.release()

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
            with ExitStack() as held:

                def opened(connection: socket.socket) -> None:
                    line = held.enter_context(socket.socket(fileno=os.dup(connection.fileno())))
                    held.enter_context(telling(line))
                    held.enter_context(_ended(line, end))

                response = held.enter_context(self._request(query, accept, default, named, limit, opened).query().response)
                found = self._check(response, accept)
                _copy(response, end, write)
                return found
        except HTTPError as error:
            raise self._refused(error) from None
        except (URLError, HTTPException, OSError, ValueError) as error:
            cause = getattr(error, "reason", error)
            if isinstance(cause, TimeoutError) or time.monotonic() >= end:
                raise StoreTimeout(f"The store did not answer within {limit:g} seconds.", self.url) from None
            if isinstance(error, URLError):
                raise StoreError(f"The store cannot be reached ({reason(cause)}).", self.url) from None
            raise StoreError("The store broke off in the middle of its answer.", self.url) from None

    def _request(self, query: str, accept: Sequence[str], default: Iterable[str], named: Iterable[str], timeout: float, opened: Opened) -> SPARQLWrapper:
        request = _Request(self.url, agent=f"rip-ld/{__version__}")
        request.opened = opened
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
        """Give the type of a response, if it is a whole one and of a type that was asked for."""
        if response.status != 200:
            raise StoreError(f"The store answered with {response.status}, which is no whole answer.", self.url)
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
        said = "" if "<html" in text.lower() else re.sub(rf"^{status}[:\s]+", "", " ".join(text.split()).partition(" SPARQL query: ")[0])[:200].rstrip(". ")  # without what Virtuoso made of the query
        if status == 400:  # the query's fault, perhaps: whoever has sent it should know; all else concerns only whoever runs the program
            return StoreError(f"The store refused with 400{f': {said}' if said else ''}.", self.url)
        if 300 <= status < 400:
            return StoreError(f"The store leads elsewhere ({status}), which is not followed.", f"{self.url}, which is now {error.headers.get('Location', 'nowhere')},")
        about = ", which wants to know who asks (RIP_LD_STORE_LOGIN)," if status in (401, 403) else f", which says “{said}”," if said else ""
        return StoreError(f"The store refused with {status}.", self.url + about)


class _Unled(HTTPRedirectHandler):
    """No redirection is followed: what has been posted would be lost on the way."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Request(SPARQLWrapper):
    """A request whose refusals come as they are, with their bodies; `opened` is told its connection, before anything has been sent."""

    opened: Opened

    def _query(self) -> tuple[HTTPResponse, str]:
        return build_opener(_Unled, _Telling(self.opened)).open(self._createRequest(), timeout=self.timeout), self.returnFormat


class _Telling(HTTPHandler, HTTPSHandler):
    """Opens connections that are told."""

    def __init__(self, opened: Opened) -> None:
        HTTPHandler.__init__(self)
        self._opened = opened

    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_told(HTTPConnection, self._opened), request)

    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_told(HTTPSConnection, self._opened), request)


def _told(kind: type[HTTPConnection], opened: Opened) -> type[HTTPConnection]:
    """Give a kind of connection that is told once it stands."""

    class Told(kind):
        def connect(self) -> None:
            """Connect, and tell."""
            super().connect()
            opened(self.sock)

    return Told


@contextmanager
def _ended(line: socket.socket, end: float) -> Iterator[None]:
    """End a connection when its time is up, while the block lasts."""
    timer = threading.Timer(max(0.01, end - time.monotonic()), _hang_up, [line])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _copy(response: HTTPResponse, end: float, write: Callable[[bytes], object]) -> None:
    """Copy a response to its end; OSError or HTTPException where it breaks off or takes too long."""
    length, count = response.length, 0
    while piece := response.read1(_PIECE):
        count += len(piece)
        write(piece)
    if time.monotonic() >= end or (length is not None and count < length):
        raise ConnectionError("the answer is not whole")


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has been closed
        pass


def reason(cause: object) -> str:
    """Say in words why a connection was not made."""
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return "it does not speak TLS, for which https stands"
    return (getattr(cause, "strerror", None) or str(cause)).lower().rstrip(".")
