"""Ask an ASGI application in this process, with a request that no client library has tidied."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from rip_ld.web.front import Front


@dataclass
class Reply:
    """What came back: `headers` is for looking one up, `sent` every message as it was sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    sent: list[dict] = field(default_factory=list)


def scope(method: str, target: bytes, headers: Iterable[tuple[str, str]] = ()) -> dict:
    """Make the scope of a request as the server does; `target` is what stands in the request line."""
    path, _, query = target.partition(b"?")
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    if not any(name == b"host" for name, _ in pairs):
        pairs.append((b"host", b"localhost"))
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path.decode("latin-1"),
        "raw_path": path, "query_string": query, "headers": pairs, "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip


def ask(front: Front, method: str, target: bytes | str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = ()) -> Reply:
    """Send one request to an ASGI application and give its reply; `body` comes in pieces."""
    return asyncio.run(answer(front, method, target, headers, body))


async def answer(front: Front, method: str, target: bytes | str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = ()) -> Reply:
    """Send one request to an ASGI application and give its reply, inside a running loop."""
    pieces = list(body)
    headers = [*headers, *([("Content-Length", str(sum(map(len, pieces))))] if pieces else [])]
    reply = Reply()

    async def receive() -> dict:
        return {"type": "http.request", "body": pieces.pop(0) if pieces else b"", "more_body": bool(pieces)}

    async def send(message: dict) -> None:
        reply.sent.append(message)
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]}
        else:
            reply.body += message.get("body", b"")

    await front(scope(method, target.encode() if isinstance(target, str) else target, headers), receive, send)
    return reply
