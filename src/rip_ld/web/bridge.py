"""Flask behind the asynchronous front: a whole request goes into a thread, a whole response comes out (RSGI 1.5, PEP 3333).

The body of a request is read here, before a thread is taken, so that a client which sends half of one keeps nobody waiting.
"""

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, Protocol
from urllib.parse import quote

from rip_ld.sparql.spool import Spool

Headers = list[tuple[str, str]]
PATIENCE = 16  # times the limit that a body may have to be heard to its end
SAFE_QUERY = "".join(map(chr, range(0x21, 0x7F)))
LARGE = 1 << 20  # a body of more bytes goes into a file: the server would copy it for each slow reader
UNREADABLE = "?"  # stands for a header that is not ASCII, which the server keeps to itself


class RequestHeaders(Protocol):
    """The headers of a request; names are in lower case."""

    def get(self, name: str) -> str | None:
        """Give the first value of a header."""
        ...

    def get_all(self, name: str) -> Sequence[str]:
        """List the values of a header."""
        ...

    def keys(self) -> Sequence[str]:
        """List the names, also of headers whose values are not to be had."""
        ...


class Scope(Protocol):
    """What the server tells of a request; the path is decoded."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: RequestHeaders


class Exchange(Protocol):
    """The other side of a request: its body comes in pieces, one answer goes out."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body in pieces."""
        ...

    async def client_disconnect(self) -> None:
        """Wait until the client has gone."""
        ...

    def response_empty(self, status: int, headers: Headers) -> None:
        """Answer without a body."""
        ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer with a body."""
        ...

    def response_file(self, status: int, headers: Headers, file: str) -> None:
        """Answer with what is in a file, read as the client takes it."""
        ...


class Whole(NamedTuple):
    """A response as a whole; the names of its headers are in lower case. A large body is in `file`, and `body` is empty.

    `lasting`: the same request has the same answer as long as this server runs, whatever the headers tell others. `took`: seconds
    that a query took, for who has had it asked (Server-Timing): not true of a response that is given again.
    """

    status: int
    headers: Headers
    body: bytes
    file: Spool | None = None
    lasting: bool = False
    took: float | None = None

    @property
    def all_headers(self) -> Headers:
        """Give the headers with what is true only once."""
        return self.headers if self.took is None else [*self.headers, ("server-timing", f"query;dur={self.took * 1000:.1f}")]


class TooLarge(Exception):
    """The body of a request is larger than any that is read."""


class Lane:
    """Threads in which an application answers; `most` requests at a time may be in them or wait for them."""

    def __init__(self, name: str, threads: int, most: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most, self._waiting = most, 0

    async def run(self, work: Callable[..., Whole], *arguments: object) -> Whole | None:
        """Have an answer made in a thread; None where too many wait already."""
        if self._waiting >= self._most:
            return None
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work, *arguments)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Take no more requests and drop those that wait; those in a thread end by themselves."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def bodiless(scope: Scope) -> bool:
    """Tell whether a request certainly has no body (RFC 9112, section 6.3)."""
    return not scope.headers.get("content-length") and scope.http_version[0] == "1" and scope.headers.get("transfer-encoding") is None


async def read_body(scope: Scope, exchange: Exchange, most: int) -> bytes | None:
    """Read the body of a request; None where the client left before its end. Raises TooLarge beyond `most` bytes.

    A body that is not much larger is read to its end and thrown away: many clients hear no answer before they have said all.
    """
    length = scope.headers.get("content-length") or ""
    if length.isdigit() and int(length) > PATIENCE * most:
        raise TooLarge
    body, size = bytearray(), 0
    async for piece in exchange:
        size += len(piece)
        if size <= most:
            body += piece
        elif size > PATIENCE * most:
            raise TooLarge
    if size > most:
        raise TooLarge
    return None if length.isdigit() and size < int(length) else bytes(body)


def environ(scope: Scope, body: bytes) -> dict[str, object]:
    """Make the WSGI environment of a request (PEP 3333); a query string that is not ASCII is percent-encoded."""
    host, _, port = scope.server.rpartition(":")
    values: dict[str, object] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": encoded(scope.query_string),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }
    for name in dict.fromkeys(scope.headers.keys()):
        if "_" in name or name in ("content-length", "transfer-encoding"):  # `a_b` would pass for `a-b`
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        found = scope.headers.get_all(name) or (UNREADABLE,)
        values[key] = found[-1] if name == "host" else ", ".join(found)
    return values


def encoded(query_string: str) -> str:
    """Percent-encode what is not ASCII in a query string, which some clients send as it is."""
    return query_string if query_string.isascii() and query_string.isprintable() and " " not in query_string else quote(query_string, safe=SAFE_QUERY)


def call(application: Callable, environ: dict[str, object]) -> Whole:
    """Call a WSGI application and take its whole response, without its Date: the server dates each answer as it goes out."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], None]:
        started.append((status, headers))
        return written.append

    written: list[bytes] = []
    parts: Iterable[bytes] = application(environ, start_response)
    file = parts if isinstance(parts, Spool) else None
    try:
        if file is None:
            written.extend(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = started[-1]
    lower = [(name.lower(), value) for name, value in headers]
    return held(int(status[:3]), [pair for pair in lower if pair[0] != "date"], b"".join(written) if file is None else file)


def held(status: int, headers: Headers, content: bytes | Spool) -> Whole:
    """Make a response of which a large body goes into a file."""
    if isinstance(content, Spool):
        return Whole(status, headers, b"", content)
    if len(content) <= LARGE or not os.path.exists("/proc/self/fd"):
        return Whole(status, headers, content)
    file = Spool()
    file.write(content)
    return Whole(status, headers, b"", file)


def plain(status: int, sentence: str, more: Headers | None = None) -> Whole:
    """Make a response of one sentence."""
    body = f"{status}: {sentence}\n".encode()
    headers = [("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(body))), ("cache-control", "no-store")]
    return Whole(status, headers + (more or []), body)
