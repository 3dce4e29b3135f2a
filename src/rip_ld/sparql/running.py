"""The master process as the server sees it: started, given the data, heard when it tells of its workers, stopped."""

import array
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress

from rip_ld.sparql import wire
from rip_ld.sparql.line import Line, Worker

_TUNABLES, _ALLOCATOR = "GLIBC_TUNABLES", "glibc.malloc.tcache_count=200:glibc.malloc.arena_max=1"
GRACE = 5.0  # seconds within which the master tells how a worker ended


def _allocating(environ: Mapping[str, str]) -> dict[str, str]:
    """Have the C library keep more freed pieces of each size at hand than seven: a small query frees hundreds, and the next takes them again; and one heap for all threads (glibc)."""
    return {_TUNABLES: ":".join(filter(None, (environ.get(_TUNABLES), _ALLOCATOR)))}


class PoolError(RuntimeError):
    """The query processes could not be started; the message says why."""


class Process(subprocess.Popen):
    """A master process. Its standard input takes the data, and its end is the order to go; `news` is the other end of its standard output."""

    def __init__(self, command: Sequence[str]) -> None:
        self.news, theirs = socket.socketpair()
        with theirs:
            super().__init__(command, stdin=subprocess.PIPE, stdout=theirs, process_group=0, env=os.environ | _allocating(os.environ))

    def end(self) -> None:
        """End the process, or make sure that it has ended."""
        try:
            self.stdin.close()
        except OSError:
            pass
        try:
            self.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()
            self.wait()
        finally:
            with suppress(OSError):
                self.news.shutdown(socket.SHUT_RDWR)  # for the thread that hears it
            self.news.close()


@contextmanager
def launched(command: Sequence[str]) -> Iterator[Process]:
    """Start a master process that loads its modules while its data are still read; it ends with the block, whoever has used it."""
    process = Process(command)
    try:
        yield process
    finally:
        process.end()


class Master:
    """One running master process, with its private directory and the line of its workers; `process` is one that has been launched already.

    A thread hears what it tells: workers that are ready, each with its connection, and how they ended.
    """

    def __init__(self, command: Sequence[str], nquads: Sequence[Iterable[bytes]], config: dict, process: Process | None = None) -> None:
        self.directory = os.path.join(tempfile.gettempdir(), f"rip-ld-{secrets.token_hex(8)}")
        self.line = Line(config["queue"])
        self._endings: dict[int, int] = {}
        self._told = threading.Condition()
        self._ready: Future[str] = Future()  # why the processes could not be started; empty once they are
        self._listening: threading.Thread | None = None
        self._process = process
        try:  # named before it is made, so that an interrupt at any moment leaves nothing
            os.mkdir(self.directory, 0o700)
            self._process = process or Process(command)
            self._listening = threading.Thread(target=self._listen, name="news of queries", daemon=True)
            self._listening.start()
            self._load(nquads, config | {"directory": self.directory})
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the process and remove its directory."""
        if self._process:
            self._process.end()
        if self._listening:
            self._listening.join(GRACE)
        shutil.rmtree(self.directory, ignore_errors=True)

    def how_ended(self, serial: int) -> int | None:
        """Give the signal that ended a worker, 0 if it ended by itself, None if the master cannot tell."""
        with self._told:
            self._told.wait_for(lambda: serial in self._endings or self.line.ended, GRACE)
            return self._endings.pop(serial, None)

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
        if error := self._ready.result():
            raise PoolError(f"the query processes could not be started: {error}")

    def _listen(self) -> None:
        """Hear the master's news, a JSON line each, until it ends; the connections of a worker that is ready come with its line."""
        rest, descriptors = b"", deque[int]()
        try:
            while True:
                data, extra, _, _ = self._process.news.recvmsg(1 << 16, wire.FILES, wire.KEEP)
                if not data:
                    break
                descriptors.extend(array.array("i", extra[0][2]) if extra else ())
                *lines, rest = (rest + data).split(b"\n")
                for news in map(json.loads, lines):
                    self._hear(news, descriptors)
        except OSError:  # it has been stopped
            pass
        self.line.end()
        self._hear({"error": "the process ended without a word"}, descriptors)

    def _hear(self, news: dict, descriptors: deque[int]) -> None:
        if "signal" in news:
            with self._told:
                self._endings[news["worker"]] = news["signal"]
                while len(self._endings) > 1000:  # those that nobody asked for
                    self._endings.pop(next(iter(self._endings)))
                self._told.notify_all()
        elif "worker" in news:
            came = [socket.socket(fileno=descriptors.popleft()) for _ in range(min(2, len(descriptors)))]
            if len(came) < 2:  # this process had no room for them; the worker ends, since nobody holds its connections, and another comes
                for connection in came:
                    connection.close()
                return
            came[0].setblocking(False)
            self.line.join(Worker(news["worker"], *came))
        else:
            with self._told:
                self._told.notify_all()
            if not self._ready.done():
                self._ready.set_result(news.get("error", ""))
