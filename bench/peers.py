"""The SPARQL servers that are compared, each over the same statements, on a free port of this machine."""

import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from load import BenchError
from pyoxigraph import Quad, RdfFormat, serialize
from serving import HOST, free_port

from rip_ld.dataset.manifest import Manifest
from rip_ld.store.loading import GraphStore, load

PATIENCE = 900.0
JSON = "application/sparql-results+json"
ASK = "ASK { ?s ?p ?o }"
INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = {host}:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
CheckpointInterval = 0
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = {host}:{http}
ServerRoot = .
MaxClientConnections = 20
KeepAliveTimeout = 60
MaxKeepAlives = 20
[SPARQL]
ResultSetMaxRows = 10000000
"""


@dataclass(frozen=True)
class Data:
    """What is served: the dataset folder, its statements, and the same in the default graph as files for others to load."""

    folder: Path
    manifest: Manifest
    quads: Sequence[Quad]
    ours: Path
    nquads: Path
    ntriples: Path


@dataclass(frozen=True)
class Peer:
    """A running endpoint: its process, the start of the address that a query is put behind, and the seconds from start to first answer."""

    name: str
    process: subprocess.Popen
    port: int
    path: str
    seconds: float

    @property
    def address(self) -> str:
        """Give the address of its root, without the slash."""
        return f"http://{HOST}:{self.port}"

    def target(self, query: str) -> str:
        """Give the path that asks a query."""
        return self.path + quote(query, safe="")


def prepare(folder: Path, manifest: Manifest, quads: Sequence[Quad], place: Path) -> Data:
    """Write the files that the others load: N-Quads with the union as default graph, and the union as N-Triples."""
    nquads, ntriples = place / "all.nq", place / "all.nt"
    union = list(dict.fromkeys(quad.triple for quad in quads))
    with nquads.open("wb") as file:
        serialize(quads, file, format=RdfFormat.N_QUADS)
        serialize((Quad(*triple) for triple in union), file, format=RdfFormat.N_QUADS)
    with ntriples.open("wb") as file:
        serialize(union, file, format=RdfFormat.N_TRIPLES)
    return Data(folder, manifest, quads, place / "built", nquads, ntriples)


@contextmanager
def rip_ld(data: Data, place: Path, *options: str) -> Iterator[Peer]:
    """Run our server over the Turtle files."""
    port = free_port()
    command = [sys.executable, "-m", "rip_ld.cli", "serve", "--dataset", str(data.folder), "--host", HOST, "--port", str(port), *options]
    with _running("rip-ld", command, port, "/sparql?query=") as peer:
        yield peer


@contextmanager
def rip_ld_built(data: Data, place: Path) -> Iterator[Peer]:
    """Run our server over a store on disk, made beforehand."""
    command = [sys.executable, "-m", "rip_ld.cli", "build", str(data.ours), "--dataset", str(data.folder)]
    _done(command)
    with rip_ld(data, place, "--built", str(data.ours)) as peer:
        yield Peer("rip-ld, built", peer.process, peer.port, peer.path, peer.seconds)


@contextmanager
def oxigraph(data: Data, place: Path) -> Iterator[Peer]:
    """Run the Oxigraph server over a store on disk, loaded and put in order beforehand."""
    folder, port = place / "oxigraph", free_port()
    program = _program("oxigraph")
    _done([program, "load", "--location", str(folder), "--file", str(data.nquads)])
    _done([program, "optimize", "--location", str(folder)])
    with _running("Oxigraph", [program, "serve-read-only", "--location", str(folder), "--bind", f"{HOST}:{port}"], port, "/query?query=") as peer:
        yield peer


@contextmanager
def oxigraph_memory(data: Data, place: Path) -> Iterator[Peer]:
    """Run the Oxigraph server in memory, the statements sent to it once it runs."""
    port = free_port()
    with _running("Oxigraph, in memory", [_program("oxigraph"), "serve", "--bind", f"{HOST}:{port}"], port, "/query?query=", "ASK {}") as peer:
        started = time.perf_counter()
        request = urllib.request.Request(f"{peer.address}/store", data.nquads.read_bytes(), {"Content-Type": "application/n-quads"}, method="PUT")
        urllib.request.urlopen(request, timeout=PATIENCE).close()
        yield Peer(peer.name, peer.process, peer.port, peer.path, peer.seconds + time.perf_counter() - started)


@contextmanager
def rdflib_endpoint(data: Data, place: Path) -> Iterator[Peer]:
    """Run rdflib-endpoint over the union in memory."""
    port = free_port()
    command = [_program("rdflib-endpoint"), "serve", "--host", HOST, "--port", str(port), str(data.ntriples)]
    with _running("rdflib-endpoint", command, port, "/?query=") as peer:
        yield peer


@contextmanager
def virtuoso(data: Data, place: Path) -> Iterator[Peer]:
    """Run Virtuoso, loaded as `rip-ld load` does; its start is timed again with the statements in it."""
    folder, http = place / "virtuoso", free_port()
    folder.mkdir()
    (folder / "virtuoso.ini").write_text(INI.format(host=HOST, sql=free_port(), http=http))
    command = [_program("virtuoso-t"), "+foreground", "+configfile", "virtuoso.ini"]
    path = f"/sparql?default-graph-uri={quote(data.manifest.union, safe='')}&query="
    with _running("Virtuoso", command, http, path, cwd=folder):
        load(GraphStore(f"http://{HOST}:{http}/sparql-graph-crud-auth", "dba", "dba"), data.manifest, data.quads)
    with _running("Virtuoso", command, http, path, cwd=folder) as peer:
        yield peer


Start = Callable[[Data, Path], object]
PEERS: dict[str, tuple[str, Start]] = {
    "oxigraph": ("oxigraph", oxigraph_memory),
    "oxigraph-disk": ("oxigraph", oxigraph),
    "rdflib-endpoint": ("rdflib-endpoint", rdflib_endpoint),
    "virtuoso": ("virtuoso-t", virtuoso),
}


def lacking(name: str) -> bool:
    """Tell whether this machine lacks the program of a peer."""
    return _program(PEERS[name][0]) is None


def _program(name: str) -> str | None:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def _done(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command[:3])} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")


@contextmanager
def _running(name: str, command: Sequence[str], port: int, path: str, query: str = ASK, cwd: Path | None = None) -> Iterator[Peer]:
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://{HOST}:{port}{path}{quote(query, safe='')}"
        while True:
            try:
                urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": JSON}), timeout=PATIENCE).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise BenchError(f"{name} ended with {process.returncode}.") from None
                if time.perf_counter() - started > PATIENCE:
                    raise BenchError(f"{name} does not answer within {PATIENCE:.0f} s.") from None
                time.sleep(0.01)
        yield Peer(name, process, port, path, time.perf_counter() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
