"""Ask an RSGI application in this process, with a request that no client library has tidied."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from rip_ld.web.front import Front


@dataclass
class Reply:
    """What came back: `headers` is for looking one up, `sent` counts the answers, of which there must be one."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    sent: int = 0


class RequestHeaders:
    """Headers as the server gives them: those that are not ASCII have a name and no value."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = [(name.lower(), value) for name, value in pairs]

    def get(self, name: str) -> str | None:
        return next(iter(self.get_all(name)), None)

    def get_all(self, name: str) -> Sequence[str]:
        return [value for key, value in self._pairs if key == name and value.isascii()]

    def keys(self) -> Sequence[str]:
        return [key for key, _ in self._pairs]


@dataclass
class Scope:
    """What the server tells of a request."""

    method: str
    path: str
    query_string: str
    headers: RequestHeaders
    http_version: str = "1.1"
    scheme: str = "http"
    server: str = "127.0.0.1:80"
    client: str = "127.0.0.1:1"


class Exchange:
    """The other side of a request: a body in pieces, `leaves` seconds until the client goes, and what was answered."""

    def __init__(self, pieces: Iterable[bytes] = (), leaves: float = 3600.0) -> None:
        self._pieces, self._leaves = pieces, leaves
        self.reply = Reply()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece
            await asyncio.sleep(0)

    async def client_disconnect(self) -> None:
        await asyncio.sleep(self._leaves)

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response_bytes(status, headers, b"")

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.reply = Reply(status, dict(headers), bytes(body), self.reply.sent + 1)

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        self.response_bytes(status, headers, Path(file).read_bytes())


def scope(method: str, target: bytes, headers: Iterable[tuple[str, str]] = ()) -> Scope:
    """Make the scope of a request as the server does; `target` is what stands in the request line."""
    path, _, query = target.partition(b"?")
    pairs = list(headers)
    if not any(name.lower() == "host" for name, _ in pairs):
        pairs.append(("Host", "localhost"))
    return Scope(method, unquote(path.decode("utf-8", "replace")), query.decode("utf-8", "replace"), RequestHeaders(pairs))


def ask(front: Front, method: str, target: bytes | str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = ()) -> Reply:
    """Send one request to an application and give its reply; `body` comes in pieces."""
    return asyncio.run(answer(front, method, target, headers, body))


async def answer(front: Front, method: str, target: bytes | str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = ()) -> Reply:
    """Send one request to an application and give its reply, inside a running loop."""
    pieces = list(body)
    headers = [*headers, *([("Content-Length", str(sum(map(len, pieces))))] if pieces else [])]
    exchange = Exchange(pieces)
    await front.__rsgi__(scope(method, target.encode() if isinstance(target, str) else target, headers), exchange)
    return exchange.reply
