"""Endpoints on this machine that answer, or misbehave, as a test wants them to; they count who knocks and keep what was asked."""

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
Handler = Callable[[socket.socket], None]


class Stub:
    """A socket that answers each connection in a thread of its own, as its handler does it; `asked` are the queries that came, `left` tells that one has gone."""

    def __init__(self, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        self.socket, self.tls = socket.create_server(("127.0.0.1", 0)), tls
        self.handler, self.knocks, self.asked, self.left = handler, 0, [], threading.Event()
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.socket.getsockname()[1]}/sparql"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.knocks += 1
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as connection:
            data = b""
            while data.count(b"\r\n\r\n") == 0 or len(data.split(b"\r\n\r\n", 1)[1]) < _length(data):
                if not (piece := connection.recv(65536)):
                    return
                data += piece
            self.asked += parse_qs(data.split(b"\r\n\r\n", 1)[1].decode())["query"]
            try:
                self.handler(connection)
                while connection.recv(1):
                    pass
            finally:
                self.left.set()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def _length(data: bytes) -> int:
    head = data.split(b"\r\n\r\n", 1)[0].lower()
    return next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length")), 0)


@contextmanager
def stub(handler: Handler, tls: ssl.SSLContext | None = None) -> Iterator[Stub]:
    """Run a stub until the block ends."""
    running = Stub(handler, tls)
    try:
        yield running
    finally:
        running.close()


def table(names: str, *rows: dict[str, str]) -> bytes:
    """Write results in JSON: names of variables with spaces between them; values are IRIs, `_:x` or texts."""

    def term(value: str) -> dict[str, str]:
        kind = "bnode" if value.startswith("_:") else "uri" if ":" in value else "literal"
        return {"type": kind, "value": value.removeprefix("_:")}

    bindings = [{name: term(value) for name, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names.split()}, "results": {"bindings": bindings}}).encode()


def saying(body: bytes, status: str = "200 OK", kind: str = JSON, more: str = "", length: int | None = None) -> Handler:
    """Answer with a body, whatever is asked, and hang up."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body) if length is None else length}\r\n{more}\r\n"

    def handler(connection: socket.socket) -> None:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)

    return handler


def raw(data: bytes) -> Handler:
    """Answer with bytes as they stand, and hang up."""

    def handler(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)

    return handler


def dripping(piece: bytes, pause: float) -> Handler:
    """Begin an answer and never end it: a piece, a pause, a piece."""

    def handler(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n\r\n".encode())
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return handler


def dripping_head(pause: float) -> Handler:
    """Begin an answer and never come to its body: one header after the other."""

    def handler(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: 1\r\n")
            time.sleep(pause)

    return handler


def mute(connection: socket.socket) -> None:
    """Say nothing, for as long as somebody waits."""
