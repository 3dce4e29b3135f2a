"""The master process as the server sees it: started, given the data, asked how workers ended, stopped."""

import json
import os
import secrets
import select
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rip_ld.sparql import wire

GRACE = 5.0  # seconds within which the master tells how a worker ended
_LONGEST_DIRECTORY = 80  # a unix socket's path has some 100 bytes


class PoolError(RuntimeError):
    """The query processes could not be started; the message says why."""


@contextmanager
def launched(command: Sequence[str]) -> Iterator[subprocess.Popen]:
    """Start a master process that loads its modules while its data are still read; it ends with the block, whoever has used it."""
    process = _start(command)
    try:
        yield process
    finally:
        _end(process)


def _start(command: Sequence[str]) -> subprocess.Popen:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0)


def _end(process: subprocess.Popen) -> None:
    """End a master process, or make sure that it has ended: the end of its standard input is the order."""
    try:
        process.stdin.close()
    except OSError:
        pass
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    finally:
        process.stdout.close()


class Master:
    """One running master process, with its private directory and what it tells; `process` is one that has been launched already."""

    def __init__(self, command: Sequence[str], nquads: Sequence[Iterable[bytes]], config: dict, process: subprocess.Popen | None = None) -> None:
        parent = tempfile.gettempdir()
        self.directory = os.path.join(parent if len(parent) < _LONGEST_DIRECTORY else "/tmp", f"rip-ld-{secrets.token_hex(8)}")
        self.path = str(Path(self.directory, wire.SOCKET_NAME))
        self._news: dict[int, int] = {}
        self._rest = b""
        self._lock = threading.Lock()
        self._process = process
        try:  # named before it is made, so that an interrupt at any moment leaves nothing
            os.mkdir(self.directory, 0o700)
            self._process = process or _start(command)
            self._load(nquads, config | {"directory": self.directory})
        except BaseException:
            self.stop()
            raise

    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process (the end of its standard input is the order) and remove its directory."""
        if self._process:
            _end(self._process)
        shutil.rmtree(self.directory, ignore_errors=True)

    def how_ended(self, serial: int) -> int | None:
        """Give the signal that ended a worker, 0 if it ended by itself, None if the master cannot tell."""
        limit = time.monotonic() + GRACE
        while time.monotonic() < limit:
            with self._lock:
                if serial in self._news:
                    return self._news.pop(serial)
                if not self._read_news(0.1):
                    return None
        return None

    def _load(self, nquads: Sequence[Iterable[bytes]], config: dict) -> None:
        pipe = self._process.stdin
        try:
            pipe.write(json.dumps(config).encode() + b"\n")
            for part in nquads:
                for chunk in filter(None, part):
                    pipe.write(wire.FRAME.pack(len(chunk)))
                    pipe.write(chunk)
                pipe.write(wire.FRAME.pack(0))
                pipe.flush()
        except BrokenPipeError:  # it says why below
            pass
        line = self._process.stdout.readline()
        news = json.loads(line) if line else {"error": "the process ended without a word"}
        if "ready" not in news:
            raise PoolError(f"the query processes could not be started: {news['error']}")

    def _read_news(self, wait: float) -> bool:
        """Take in what the master has told about ended workers, waiting for it; False when it will tell no more."""
        if self._process.stdout.closed:  # the master has been replaced
            return False
        output = self._process.stdout.fileno()
        if not select.select([output], [], [], wait)[0]:
            return True
        data = os.read(output, 1 << 16)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for news in map(json.loads, lines):
            self._news[news["worker"]] = news["signal"]
        while len(self._news) > 1000:  # endings that nobody asked for
            self._news.pop(next(iter(self._news)))
        return bool(data)
