"""Flask behind the asynchronous front: a whole request goes into a thread, a whole response comes out (PEP 3333, ASGI 3).

The body of a request is read here, before a thread is taken, so that a client which sends half of one keeps nobody waiting.
"""

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

Receive = Callable[[], Awaitable[dict]]
Headers = list[tuple[bytes, bytes]]
PATIENCE = 16  # times the limit that a body may have to be heard to its end
SAFE_QUERY = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True)
class Whole:
    """A response as a whole."""

    status: int
    headers: Headers
    body: bytes


class TooLarge(Exception):
    """The body of a request is larger than any that is read."""


class Lane:
    """Threads in which an application answers; `most` requests at a time may be in them or wait for them."""

    def __init__(self, name: str, threads: int, most: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most, self._waiting = most, 0

    async def run(self, application: Callable, environ: dict) -> Whole | None:
        """Have a WSGI application answer in a thread; None where too many wait already."""
        if self._waiting >= self._most:
            return None
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, call, application, environ)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Take no more requests and drop those that wait; those in a thread end by themselves."""
        self._executor.shutdown(wait=False, cancel_futures=True)


async def read_body(scope: dict, receive: Receive, most: int) -> bytes | None:
    """Read the body of a request; None where the client left before its end. Raises TooLarge beyond `most` bytes.

    A body that is not much larger is read to its end and thrown away: many clients hear no answer before they have said all.
    """
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    if not length and b"transfer-encoding" not in headers and scope["http_version"][0] == "1":
        return b""
    if length.isdigit() and int(length) > PATIENCE * most:
        raise TooLarge
    body, size = bytearray(), 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size <= most:
            body += piece
        elif size > PATIENCE * most:
            raise TooLarge
        if not message.get("more_body", False):
            break
    if size > most:
        raise TooLarge
    return bytes(body)


def environ(scope: dict, body: bytes) -> dict[str, object]:
    """Make the WSGI environment of a request (PEP 3333); a query string that is not ASCII is percent-encoded."""
    server, client = scope.get("server") or ("", 0), scope.get("client") or ("", 0)
    path = unquote_to_bytes(scope["raw_path"]).decode("latin-1") if scope.get("raw_path") else scope["path"].encode().decode("latin-1")
    values: dict[str, object] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": quote(scope["query_string"], safe=SAFE_QUERY),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        if b"_" in name or key in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):  # `a_b` would pass for `a-b`
            continue
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text = value.decode("latin-1")
        values[key] = f"{values[key]}, {text}" if key in values and key != "HTTP_HOST" else text
    return values


def call(application: Callable, environ: dict[str, object]) -> Whole:
    """Call a WSGI application and take its whole response, without its Date: the server dates each answer as it goes out."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], None]:
        started.append((status, headers))
        return written.append

    written: list[bytes] = []
    parts: Iterable[bytes] = application(environ, start_response)
    try:
        written.extend(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = started[-1]
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers if name.lower() != "date"]
    return Whole(int(status.split(" ", 1)[0]), encoded, b"".join(written))
