"""The thin asynchronous layer before Flask: cached bytes are answered here, the rest in Flask's threads (ASGI 3)."""

import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from a2wsgi import WSGIMiddleware

from rip_ld.publication import publish
from rip_ld.settings import settings
from rip_ld.web.app import create_app

Headers = list[tuple[bytes, bytes]]
Send = Callable[[dict], Awaitable[None]]
NEVER_WITH = {b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since", b"range", b"authorization"}
CACHED = (200, 301, 303)


@dataclass(frozen=True)
class Kept:
    """A response that may be given again: it depends on nothing but the path and the Accept header."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes


class Cache:
    """Responses by (path, Accept), at most `most` bytes of them; the oldest go first."""

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[tuple[str, bytes], Kept] = OrderedDict()
        self._bytes, self._most = 0, most

    def get(self, key: tuple[str, bytes]) -> Kept | None:
        """Give what is kept under a key, or None."""
        return self._kept.get(key)

    def keep(self, key: tuple[str, bytes], response: Kept) -> None:
        """Keep a response, unless it alone is more than an eighth of the room."""
        if len(response.body) * 8 > self._most or key in self._kept:
            return
        self._kept[key] = response
        self._bytes += len(response.body) + 1024
        while self._bytes > self._most:
            _, old = self._kept.popitem(last=False)
            self._bytes -= len(old.body) + 1024


class Front:
    """An ASGI application that answers from a cache and asks another ASGI application for the rest."""

    def __init__(self, app: Callable, cache: Cache) -> None:
        self._app, self._cache = app, cache

    async def __call__(self, scope: dict, receive: Callable, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["query_string"]:
            return await self._app(scope, receive, send)
        accept, conditional, plain = b"", None, True
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = accept + b", " + value if accept else value
            elif name == b"if-none-match":
                conditional = value
            if name in NEVER_WITH:
                plain = False
        key = (scope["path"], accept)
        kept = self._cache.get(key)
        if kept is not None and (plain or (conditional and kept.etag)):
            return await self._again(kept, conditional, scope["method"], send)
        if scope["method"] == "HEAD" or not plain:
            return await self._app(scope, receive, send)
        recorder = _Recorder(send)
        await self._app(scope, receive, recorder)
        if recorder.whole and recorder.status in CACHED and recorder.public:
            self._cache.keep(key, Kept(recorder.status, recorder.headers, b"".join(recorder.body), recorder.etag))

    @staticmethod
    async def _again(kept: Kept, conditional: bytes | None, method: str, send: Send) -> None:
        tags = [tag.strip().removeprefix(b"W/") for tag in (conditional or b"").split(b",")]
        if conditional and kept.etag and (kept.etag in tags or b"*" in tags):
            headers = [pair for pair in kept.headers if pair[0] not in (b"content-length", b"content-type")]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": kept.status, "headers": kept.headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else kept.body})


class _Recorder:
    """Pass a response on and remember it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status, self.headers, self.body = 0, [], []
        self.whole = self.public = False
        self.etag = b""

    async def __call__(self, message: dict) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [(bytes(name).lower(), bytes(value)) for name, value in message.get("headers", [])]
            found = dict(self.headers)
            self.etag = found.get(b"etag", b"")
            self.public = b"public" in found.get(b"cache-control", b"")
        elif message["type"] == "http.response.body":
            self.body.append(bytes(message.get("body", b"")))
            self.whole = not message.get("more_body", False)
        await self._send(message)


def application() -> Callable:
    """Make the application that granian serves, from the RIP_LD_* variables; the dataset opens when the server starts it."""
    state: dict[str, object] = {}
    stack = AsyncExitStack()
    chosen = settings()

    async def app(scope: dict, receive: Callable, send: Send) -> None:
        if scope["type"] != "lifespan":
            return await state["front"](scope, receive, send)
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                publication = stack.enter_context(publish(chosen))
                flask = create_app(publication)
                state["front"] = Front(WSGIMiddleware(flask, workers=int(os.environ.get("RIP_LD_THREADS", "8"))), Cache(64 << 20))
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await stack.aclose()
                await send({"type": "lifespan.shutdown.complete"})
                return

    return app
