"""Live stores that we did not write, started on 127.0.0.1 with a data folder of their own and ended by their process ids."""

import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from pyoxigraph import Quad
from serving import free_port

from rip_ld.dataset.manifest import Manifest
from rip_ld.store.endpoint import Endpoint
from rip_ld.store.loading import GraphStore, load
from rip_ld.store.remote import RemoteStore, open_remote

PATIENCE = 60.0
INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 20
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Peer:
    """A running store: where it is asked, where graphs are put, and who may put them."""

    query: str
    graphs: str
    login: str = ""

    def load(self, quads: Iterable[Quad], base: str = "http://example.org/", iri: str = "http://example.org/dataset") -> RemoteStore:
        """Replace what the store holds by some quads."""
        quads = tuple(quads)
        names = tuple(sorted({quad.graph_name.value for quad in quads}))
        load(GraphStore(self.graphs, *self.login.partition(":")[::2]), Manifest(iri, base, {}, "", (), names, len(quads), "", ""), quads)
        return open_remote(Endpoint(self.query))[1]


@contextmanager
def oxigraph() -> Iterator[Peer]:
    """Run the Oxigraph server, in memory."""
    port = free_port()
    with _running([_program("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/"):
        yield Peer(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextmanager
def virtuoso(folder: Path, rows: int = 10_000_000) -> Iterator[Peer]:
    """Run Virtuoso with its data in a folder; `rows` is the most that it answers with before it cuts."""
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(http=http, sql=sql, rows=rows))
    with _running([_program("virtuoso-t"), "+foreground", "+configfile", "virtuoso.ini"], f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", folder):
        yield Peer(f"http://127.0.0.1:{http}/sparql", f"http://127.0.0.1:{http}/sparql-graph-crud-auth", "dba:dba")


PEERS: dict[str, tuple[str, Callable[..., object]]] = {"oxigraph": ("oxigraph", lambda _: oxigraph()), "virtuoso": ("virtuoso-t", virtuoso)}


def lacking(name: str) -> bool:
    """Tell whether this machine lacks a peer."""
    return _program(PEERS[name][0]) is None


def _program(name: str) -> str | None:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


@contextmanager
def _running(command: list[str], address: str, folder: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, address)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen, address: str) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, f"{process.args[0]} ended with {process.returncode}"
            assert monotonic() < end, f"nothing answers at {address}"
            sleep(0.05)
