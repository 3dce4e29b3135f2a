"""Start and stop the servers that are compared, each on a free port of this machine."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from load import ACCEPT, BenchError

HOST = "127.0.0.1"
PATIENCE = 20.0
NGINX_GIVES = {"server", "date", "content-type", "content-length", "last-modified", "connection", "etag", "accept-ranges"}


@dataclass(frozen=True)
class Answer:
    """A response: its status, its headers in order, and its body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Client:
    """One kept connection to a server."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)

    def get(self, path: str) -> Answer:
        """Ask for a path."""
        self._connection.request("GET", path, headers={"Accept": ACCEPT})
        response = self._connection.getresponse()
        return Answer(response.status, tuple(response.getheaders()), response.read())

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()


@dataclass(frozen=True)
class Server:
    """A running server: its process, its port, and the seconds from the start of the process to its first answer."""

    process: subprocess.Popen
    port: int
    seconds: float

    @property
    def address(self) -> str:
        """Give the address of its root, without the slash."""
        return f"http://{HOST}:{self.port}"


@contextmanager
def serving(command: Sequence[str], port: int, path: str) -> Iterator[Server]:
    """Run a server until the block ends; it starts once a path is answered with 200. BenchError where that never happens."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        yield Server(process, port, _first_answer(process, port, path, started))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _first_answer(process: subprocess.Popen, port: int, path: str, started: float) -> float:
    while time.perf_counter() - started < PATIENCE:
        client = Client(port)
        try:
            if client.get(path).status == 200:
                return time.perf_counter() - started
            raise BenchError(f"{' '.join(process.args)} does not answer {path} with 200.")
        except OSError:
            if process.poll() is not None:
                raise BenchError(f"{' '.join(process.args)} ended: {process.stderr.read().strip()}") from None
            time.sleep(0.004)
        finally:
            client.close()
    raise BenchError(f"{' '.join(process.args)} does not answer within {PATIENCE:.0f} s.")


def apart(servers: Iterable[int], together: bool = False) -> set[int]:
    """Keep servers (process ids), with those below them, on all of this program's processors but the last; returns the last, for who asks them.

    With `together` all get all. One request at a time leaves processors idle, and whether the scheduler then wakes the
    server on the client's processor or on another changes any server's figures several times over.
    """
    if not hasattr(os, "sched_setaffinity"):
        return set()
    everything = os.sched_getaffinity(0)
    if together or len(everything) < 2:
        theirs = ours = everything
    else:
        ours = {max(everything)}
        theirs = everything - ours
    for thread in (thread for server in servers for pid in family(server) for thread in Path(f"/proc/{pid}/task").glob("*")):
        try:
            os.sched_setaffinity(int(thread.name), theirs)
        except OSError:  # the thread has ended
            continue
    return ours


def rip_ld(dataset: Path, port: int) -> list[str]:
    """Give the command that serves a dataset."""
    return [sys.executable, "-m", "rip_ld.cli", "serve", "--dataset", str(dataset), "--host", HOST, "--port", str(port)]


def bare(port: int, size: int, threads: int) -> list[str]:
    """Give the command that serves bytes from a bare Flask route."""
    return [sys.executable, str(Path(__file__).with_name("bare.py")), str(port), str(size), str(threads)]


def nginx(folder: Path, port: int, page: Answer) -> list[str]:
    """Write nginx's configuration and a page into a folder; give the command that serves it with as many headers."""
    (folder / "page.html").write_bytes(page.body)
    extra = [pair for pair in page.headers if pair[0].lower() not in NGINX_GIVES]
    lines = [f'add_header {name} "{_quoted(value)}";' for name, value in extra]
    places = [f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"""{user} daemon off; worker_processes 1; pid {folder}/pid; error_log stderr crit;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type "text/html; charset=utf-8";
  {" ".join(places)}
  server {{ listen {HOST}:{port}; root {folder}; {" ".join(lines)} }}
}}
"""
    )
    return ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def _quoted(value: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", value).replace("$", "")


def family(pid: int) -> dict[int, int]:
    """List a process and those below it, each with its parent; only itself where the machine does not tell."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    found = [pid]
    for one in found:
        found += sorted(child for child, parent in parents.items() if parent == one)
    return {one: parents.get(one, 0) for one in found}


def worked(pid: int) -> float:
    """Give the processor seconds that a process has used, which others at work on the machine change less than the clock; 0 where unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> list[tuple[str, float, float]]:
    """List a process and those below it as (what it is, RSS, PSS), in MiB; empty where the machine does not tell."""
    rows = []
    for one, parent in family(pid).items():
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        rss, pss = (int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)[1]) / 1024 for name in ("Rss", "Pss"))
        rows.append(("server" if one == pid else "query master" if parent == pid else "query worker", rss, pss))
    return rows
