"""The thin asynchronous layer before Flask: cached bytes are answered here, the rest in Flask's threads (ASGI 3)."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rip_ld.publication import Publication
from rip_ld.web.app import MOST_BODY, create_app
from rip_ld.web.bridge import Headers, Lane, Receive, TooLarge, Whole, environ, read_body

Send = Callable[[dict], Awaitable[None]]
Key = tuple[bytes, bytes, bytes]

MOST_CACHED = 64 << 20
MOST_WAITING = 512
BODY_SECONDS = 20.0
QUERIES = "/sparql"
# With these a request asks for something else than the whole thing as it is.
NEVER_WITH = {b"if-modified-since", b"if-match", b"if-unmodified-since", b"if-range", b"range", b"authorization"}
CACHED = (200, 303, 308)
NOT_IN_304 = {b"content-length", b"content-type", b"content-encoding", b"last-modified"}


@dataclass(frozen=True)
class Kept:
    """A response that may be given again: it depends on nothing but the host, the path and the Accept header."""

    response: Whole
    etag: bytes
    not_modified: Headers


class Cache:
    """Responses by (host, path, Accept), at most `most` bytes of them; the oldest go first. One thread only uses it."""

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes, self._most = 0, most

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """Give what is kept under a key, or None."""
        return self._kept.get(key)

    def keep(self, key: Key, response: Whole) -> None:
        """Keep a response if anyone may have it and it is not too large for the room."""
        found = dict(response.headers)
        size = _size(key, response)
        public = b"public" in found.get(b"cache-control", b"") and b"set-cookie" not in found
        if response.status not in CACHED or not public or size * 8 > self._most or key in self._kept:
            return
        headers = [pair for pair in response.headers if pair[0] not in NOT_IN_304]
        self._kept[key] = Kept(response, found.get(b"etag", b""), headers)
        self._bytes += size
        while self._bytes > self._most:
            gone, old = self._kept.popitem(last=False)
            self._bytes -= _size(gone, old.response)


def _size(key: Key, response: Whole) -> int:
    return sum(map(len, key)) + len(response.body) + 2 * sum(len(name) + len(value) + 100 for name, value in response.headers) + 500


class Front:
    """An ASGI application that answers from a cache and asks Flask for the rest, queries in threads of their own."""

    def __init__(self, flask: Callable, threads: int = 8, query_threads: int = 8, cache: Cache | None = None, body_seconds: float = BODY_SECONDS) -> None:
        self._flask = flask
        self._pages, self._queries = Lane("pages", threads, MOST_WAITING), Lane("queries", query_threads, 8 * query_threads)
        self._body_seconds = body_seconds
        self.cache = Cache(MOST_CACHED) if cache is None else cache

    def close(self) -> None:
        """Let go of the threads."""
        self._pages.close()
        self._queries.close()

    async def __call__(self, scope: dict, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        head = scope["method"] == "HEAD"
        key, conditional = _key(scope)
        kept = self.cache.get(key) if key else None
        if kept is not None and (conditional is None or kept.etag):
            if conditional is not None and _matches(conditional, kept.etag):
                return await _send(send, Whole(304, kept.not_modified, b""), head)
            return await _send(send, kept.response, head)
        response = await self._answer(scope, receive)
        if response is None:
            return
        if key and not head:
            self.cache.keep(key, response)
        await _send(send, response, head)

    async def _answer(self, scope: dict, receive: Receive) -> Whole | None:
        """Have Flask answer; None where the client has gone."""
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await read_body(scope, receive, MOST_BODY)
        except TooLarge:
            return _plain(413, "The request is too large.")
        except TimeoutError:
            return _plain(408, "The request took too long to arrive.")
        if body is None:
            return None
        lane = self._queries if scope["path"] == QUERIES else self._pages
        try:
            response = await lane.run(self._flask, environ(scope, body))
        except Exception:  # a fault of ours, which Flask could not turn into a page
            logging.getLogger("rip_ld").exception("no answer to %s %r", scope["method"], scope["path"])
            return _plain(500, "The server failed. Nothing is lost; please try again.")
        return response or _plain(503, "The server is busy; please try again in a moment.", [(b"retry-after", b"2")])


def _key(scope: dict) -> tuple[Key | None, bytes | None]:
    """Give the key under which the answer to a request may be kept, None where it may not, and the If-None-Match header."""
    if scope["method"] not in ("GET", "HEAD") or scope["query_string"]:
        return None, None
    accept, host, conditional = b"", b"", None
    for name, value in scope["headers"]:
        if name == b"accept":
            accept = accept + b", " + value if accept else value
        elif name == b"host":
            host = value
        elif name == b"if-none-match":
            conditional = conditional + b"," + value if conditional else value
        elif name in NEVER_WITH:
            return None, None
    path = scope.get("raw_path") or scope["path"].encode()
    return (None if len(accept) + len(host) + len(path) > 4096 else (host, path, accept)), conditional


def _matches(conditional: bytes, etag: bytes) -> bool:
    """Tell whether If-None-Match names an entity tag, compared weakly (RFC 9110, section 13.1.2)."""
    tags = [tag.strip().removeprefix(b"W/") for tag in conditional.split(b",")]
    return etag in tags or tags == [b"*"]


async def _send(send: Send, response: Whole, head: bool) -> None:
    await send({"type": "http.response.start", "status": response.status, "headers": response.headers})
    await send({"type": "http.response.body", "body": b"" if head else response.body})


def _plain(status: int, sentence: str, more: Headers | None = None) -> Whole:
    body = f"{status}: {sentence}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"access-control-allow-origin", b"*"),
        (b"x-content-type-options", b"nosniff"),
        *((b"connection", b"close") for _ in range(status in (408, 413))),
    ]
    return Whole(status, headers + (more or []), body)


def application(publication: Publication) -> Front:
    """Make the ASGI application that serves a publication."""
    chosen = publication.settings
    return Front(create_app(publication), chosen.threads, 4 * chosen.query_workers + 4)
