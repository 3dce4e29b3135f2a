"""A live server for tests: started as a stranger starts it, on a free port, ended by its own process id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

PROGRAM = [sys.executable, "-m", "rip_ld.cli"]


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen
    port: int
    said: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> tuple[HTTPResponse, bytes]:
        """Send one request as it stands, without following anything; returns the response and its body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def send(self, data: bytes, wait: float = 10.0) -> bytes:
        """Send bytes and give all that comes back until the server closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(data)
            received = b""
            try:
                while chunk := connection.recv(65536):
                    received += chunk
            except (TimeoutError, ConnectionResetError):
                pass
        return received

    def children(self) -> list[int]:
        """List the processes below the server."""
        return _below(self.process.pid)


def _below(parent: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended meanwhile
            found += map(int, path.read_text().split())
    return found + [pid for child in found for pid in _below(child)]


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serving(dataset: Path, *options: str, temporary: Path | None = None, port: int | None = None, most_files: int = 0) -> AbstractContextManager[Server]:
    """Serve a dataset until the block ends; the server must then end by itself when told to. It may have no more than `most_files` open, if that is given."""
    return _serving("--dataset", str(dataset), *options, temporary=temporary, port=port, most_files=most_files)


def serving_files(*files_and_options: str, port: int | None = None) -> AbstractContextManager[Server]:
    """Serve RDF files as they are until the block ends."""
    return _serving("--data", *files_and_options, port=port)


@contextmanager
def _serving(*options: str, temporary: Path | None = None, port: int | None = None, most_files: int = 0) -> Iterator[Server]:
    port = port or free_port()
    environ = os.environ | ({"TMPDIR": str(temporary)} if temporary else {})
    limited = ["prlimit", f"--nofile={most_files}:{most_files}"] if most_files else []
    command = [*limited, *PROGRAM, "serve", *options, "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environ)
    try:
        line = process.stderr.readline()
        assert b"serving at" in line, line
        wait_for(port)
        yield Server(process, port, line.decode())
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        finally:
            process.kill()
            process.stderr.close()


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port."""
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise AssertionError(f"nobody listens on port {port}")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess:
    """Run a command of the program to its end; a server that should not start would listen where nobody does."""
    environ = {"RIP_LD_PORT": str(free_port())} | dict(options.pop("env", os.environ))
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, timeout=60, env=environ, **options)
