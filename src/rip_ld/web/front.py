"""The thin asynchronous layer before Flask: cached bytes, queries and documents are answered here, the rest in Flask's threads (RSGI 1.5)."""

import asyncio
import errno
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from rip_ld.formats import Unwritable
from rip_ld.publication import Publication
from rip_ld.sparql.departure import Departure
from rip_ld.store import StoreError
from rip_ld.web.app import create_app
from rip_ld.web.bridge import Exchange, Headers, Lane, Scope, TooLarge, Whole, bodiless, call, environ, plain, read_body
from rip_ld.web.direct import Direct
from rip_ld.web.documents import Documents
from rip_ld.web.errors import FAILED, MOST_BODY, SENTENCES
from rip_ld.web.respond import DEPARTURE, VARY

Key = tuple[str | None, ...]

MOST_CACHED = 64 << 20
MOST_WAITING = 512
MOST_THREADS = 32  # that wait for answers to people's queries; machines' need none
WAITING = 4  # times as many threads make pages where a store elsewhere is asked: most of them wait
BODY_SECONDS = 20.0
QUERIES = "/sparql"
GALLERY = "/queries/"  # its answers are queries too, and wait in their line
OPENING_SECONDS = 10.0
MOST_ANSWERS = 16 << 20
MOST_ONCE = 1 << 14
LITTLE = 0.002  # seconds in which an answer is there again so soon that to keep it, should nobody ask again, is not worth the room
LONGEST_KEY = 8192
BARE = [("access-control-allow-origin", "*"), ("x-content-type-options", "nosniff"), ("vary", VARY)]
CROWDED = plain(503, "The server has as many files and connections open as it may; please try again in a moment.", [*BARE, ("retry-after", "2")])
STUFFED = plain(507, "There is no room for this answer on the server's disk; please try again later.", BARE)
FULL = {errno.EMFILE: CROWDED, errno.ENFILE: CROWDED, errno.ENOSPC: STUFFED, errno.EDQUOT: STUFFED}
BUSY = plain(503, "The server is busy; please try again in a moment.", [*BARE, ("retry-after", "2")])
# With these a request asks for something else than the whole thing as it is.
NEVER_WITH = {"if-modified-since", "if-match", "if-unmodified-since", "if-range", "range", "authorization"}
CACHED = (200, 303, 308)
NOT_IN_304 = {"content-length", "content-type", "content-encoding", "last-modified"}


class Cache:
    """Responses by (host, path, query string, Accept, Accept-Encoding), at most `most` bytes of them; the oldest go first. One thread only uses it.

    They depend on nothing but that. Most queries are asked once: what was answered in no time is kept when it is asked again.
    """

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[Key, Whole] = OrderedDict()
        self._once: set[int] = set()
        self._bytes, self._most = 0, most
        self.get = self._kept.get  # what is kept under a key, or None

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, key: Key, response: Whole) -> None:
        """Keep a response if anyone may have it and it is not too large for the room."""
        if response.took is not None and response.took < LITTLE and self._first(hash(key)):
            return
        size = _size(key, response)
        if response.status not in CACHED or size * 8 > self._most or key in self._kept or not (response.lasting or _public(response)):
            return
        self._kept[key] = response
        self._bytes += size
        while self._bytes > self._most:
            self._bytes -= _size(*self._kept.popitem(last=False))

    def _first(self, mark: int) -> bool:
        """Tell whether this is the first time that something is seen, as far as one remembers."""
        if mark in self._once:
            return False
        if len(self._once) >= MOST_ONCE:
            self._once.clear()
        self._once.add(mark)
        return True


_HEADER = 400  # bytes of memory that a header takes, roughly


def _public(response: Whole) -> bool:
    found = dict(response.headers)
    return "public" in found.get("cache-control", "") and "set-cookie" not in found


def _size(key: Key, response: Whole) -> int:
    return sum(map(len, filter(None, key))) + len(response.body) + (len(response.file) if response.file else 0) + _HEADER * len(response.headers) + 500


@dataclass(eq=False)
class Served:
    """What answers requests, with what is kept of its answers: all that gives way when the data have been read anew."""

    flask: Callable
    direct: Direct | None = None
    documents: Documents | None = None
    cache: Cache = field(default_factory=lambda: Cache(MOST_CACHED))
    answers: Cache = field(default_factory=lambda: Cache(MOST_ANSWERS))  # apart, so that queries drive no pages out
    under_way: int = 0
    idle: asyncio.Event | None = None  # somebody waits until nothing is under way


class Front:
    """An RSGI application that answers from a cache and asks Flask for the rest, queries in threads of their own."""

    def __init__(self, served: Served, threads: int = 8, query_threads: int = 8, body_seconds: float = BODY_SECONDS) -> None:
        self.served = served
        self._before: Served | None = None
        self._asked, self._most_asked = 0, query_threads
        self._pages, self._queries = Lane("pages", threads, MOST_WAITING), Lane("queries", min(query_threads, MOST_THREADS), query_threads)
        self._body_seconds = body_seconds

    def close(self) -> None:
        """Let go of the threads."""
        self._pages.close()
        self._queries.close()

    def leave(self) -> None:
        """Tell those whose queries are under way that the server is being stopped; must be called in the event loop."""
        for served in (self.served, self._before):
            if served and served.direct:
                served.direct.leave()

    def begin(self) -> None:
        """Prepare to answer in the event loop that runs: queries are asked in it."""
        if self.served.direct:
            self.served.direct.begin()

    def replace(self, served: Served) -> None:
        """Have all that is asked from now on answered by something else; what is under way is left in peace. Must be called in the event loop."""
        self.served, self._before = served, self.served
        self.begin()

    async def settled(self, most: float) -> None:
        """Wait, at most so many seconds, until nothing is under way any more at what was replaced."""
        if self._before and self._before.under_way:
            self._before.idle = asyncio.Event()
            try:
                await asyncio.wait_for(self._before.idle.wait(), most)
            except TimeoutError:
                pass
        self._before = None

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer one request."""
        served, query = self.served, scope.path == QUERIES
        key = _key(scope, query)
        kept = (served.answers if query else served.cache).get(key) if key else None
        if kept is not None:
            if scope.headers.get("if-none-match") and _confirmed(scope, kept):
                return exchange.response_empty(304, [pair for pair in kept.headers if pair[0] not in NOT_IN_304])
            return _send(scope, exchange, kept, kept.headers)
        response = await self._answer(scope, exchange, key)
        return None if response is None else _send(scope, exchange, response, response.all_headers)

    async def _answer(self, scope: Scope, exchange: Exchange, key: Key | None) -> Whole | None:
        """Have a request answered, a query or a page, and keep the answer; None where the client has gone."""
        try:
            if bodiless(scope):
                body = b""
            else:
                async with asyncio.timeout(self._body_seconds):
                    body = await read_body(scope, exchange, MOST_BODY)
        except TooLarge:
            return plain(413, SENTENCES[413], [*BARE, ("connection", "close")])
        except TimeoutError:
            return plain(408, "The request took too long to arrive.", [*BARE, ("connection", "close")])
        if body is None:
            return None
        served = self.served  # now that the request is whole, this and nothing else answers it, whatever is served meanwhile
        served.under_way += 1
        try:
            if scope.path == QUERIES or scope.path.startswith(GALLERY):
                if self._asked >= self._most_asked:
                    return BUSY
                self._asked += 1
                try:
                    response = await self._query(served, scope, exchange, body)
                finally:
                    self._asked -= 1
            else:
                response = await self._page(served, scope, body) or BUSY
            if response and key and scope.method == "GET":
                (served.answers if scope.path == QUERIES else served.cache).keep(key, response)
            return response
        except Exception as error:  # a fault of ours, which Flask could not turn into a page
            if isinstance(error, OSError) and error.errno in FULL:
                return FULL[error.errno]
            logging.getLogger("rip_ld").exception("no answer to %s %r", scope.method, scope.path)
            return plain(500, "The server failed. Nothing is lost; please try again.", BARE)
        finally:
            served.under_way -= 1
            if served.idle and not served.under_way:
                served.idle.set()

    async def _page(self, served: Served, scope: Scope, body: bytes) -> Whole | None:
        """Have a page or document made; None where too many wait already."""
        document = served.documents.at(scope.path) if served.documents and scope.method in ("GET", "HEAD") else None
        if document and NEVER_WITH.isdisjoint(names := scope.headers.keys()) and "if-none-match" not in names:
            coding = scope.headers.get("accept-encoding")
            try:
                if served.documents.quick(*document):
                    return served.documents.whole(*document, coding)  # here: to change threads would take longer
                return await self._pages.run(served.documents.tried, *document, coding)
            except (Unwritable, StoreError) as error:  # Flask says it in words
                return await self._pages.run(call, served.flask, environ(scope, body) | {FAILED: error})
        return await self._pages.run(call, served.flask, environ(scope, body))

    def _query(self, served: Served, scope: Scope, exchange: Exchange, body: bytes) -> Awaitable[Whole | None]:
        """Have a query answered; should the client leave, the work on it is stopped."""
        wish = served.direct.meant(scope, body) if served.direct and scope.path == QUERIES else None
        return served.direct.answer(scope, exchange, body, wish) if wish else self._page_of_query(served, scope, exchange, body)

    async def _page_of_query(self, served: Served, scope: Scope, exchange: Exchange, body: bytes) -> Whole | None:
        departure = Departure()

        async def watch() -> None:
            await exchange.client_disconnect()
            departure.tell()

        watching = asyncio.create_task(watch())
        try:
            return await self._queries.run(call, served.flask, environ(scope, body) | {DEPARTURE: departure}) or BUSY
        finally:
            watching.cancel()


def _key(scope: Scope, query: bool) -> Key | None:
    """Give the key under which the answer to a request may be kept; None where it may not. A `query` has a query string, all else has none."""
    asked = scope.query_string
    if bool(asked) != query or scope.method not in ("GET", "HEAD") or len(asked) > LONGEST_KEY:
        return None
    headers = scope.headers
    names = headers.keys()
    if not NEVER_WITH.isdisjoint(names):
        return None
    accept, coding = headers.get_all("accept"), headers.get_all("accept-encoding")
    if (not accept and "accept" in names) or (not coding and "accept-encoding" in names):
        return None  # there is one, but it cannot be read
    key = (headers.get("host"), scope.path, asked, ", ".join(accept) if accept else None, ", ".join(coding) if coding else None)
    return None if sum(map(len, filter(None, key))) > LONGEST_KEY else key


def _confirmed(scope: Scope, kept: Whole) -> bool:
    """Tell whether If-None-Match names the entity tag of a response, compared weakly (RFC 9110, section 13.1.2)."""
    etag = next((value for name, value in kept.headers if name == "etag"), None)
    tags = [tag.strip().removeprefix("W/") for value in scope.headers.get_all("if-none-match") for tag in value.split(",")]
    return etag is not None and (etag in tags or tags == ["*"])


def _send(scope: Scope, exchange: Exchange, response: Whole, headers: Headers) -> None:
    if scope.method == "HEAD":
        exchange.response_empty(response.status, headers)
    elif response.file is None:
        exchange.response_bytes(response.status, headers, response.body)
    elif response.file.opens():
        exchange.response_file(response.status, headers, response.file.path)
        asyncio.get_running_loop().call_later(OPENING_SECONDS, id, response)  # until then it is held: the server opens the file later
    else:  # the server would say that there is no such file
        _send(scope, exchange, CROWDED, CROWDED.headers)


def served(publication: Publication) -> Served:
    """Make what answers the requests for a publication."""
    app = create_app(publication)
    return Served(app, Direct(publication), app.extensions["documents"])


def application(publication: Publication, answering: Served | None = None) -> Front:
    """Make the application that serves a publication; `answering` is what answers, if it has been made already."""
    chosen = publication.settings
    most = chosen.query_workers + chosen.query_long + chosen.query_queue
    return Front(answering or served(publication), chosen.threads * (1 if publication.store.at_hand else WAITING), most)
