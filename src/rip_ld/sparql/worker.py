"""One worker process: it answers queries one at a time, under limits that the kernel keeps."""

import ctypes
import fcntl
import gc
import json
import os
import signal
import socket
import sys
import threading
import time
from functools import lru_cache
from typing import NoReturn

from pyoxigraph import Store

from rip_ld.sparql import wire
from rip_ld.sparql.evaluation import answer, by_letter
from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.limits import allow_descriptors, let_others_finish, limit_process, peak_memory
from rip_ld.sparql.rows import Count
from rip_ld.sparql.slots import Slots
from rip_ld.sparql.spool import INLINE, Spool

_BRIEF = 0.005  # seconds within which no query can use much memory
_TASK = threading.get_native_id if sys.platform == "linux" else os.getpid  # what has a priority of its own


class _Output:
    """The answer until it is whole: in memory while it is small, then in a file; it refuses to grow beyond its limit, of bytes or of `rows`."""

    def __init__(self, file: Spool, limit: int, rows: int) -> None:
        self.file, self.limit, self.rows = file, limit, Count(rows)
        self.data = bytearray()
        self.size, self.spilled = 0, False
        self._little = min(INLINE, limit, rows)  # bytes with which no limit can be met: no row takes less than one

    def write(self, chunk: bytes) -> int:
        self.size += len(chunk)
        if self.size > self._little:
            self._mind(chunk)
        else:
            self.data += chunk
        return len(chunk)

    def _mind(self, chunk: bytes) -> None:
        counted = self.size - len(chunk) > self._little
        self.rows.add(chunk if counted else bytes(self.data) + chunk)
        if self.size > self.limit:
            raise QueryFailure("too-large", limit=self.limit)
        if self.size <= INLINE:
            self.data += chunk
            return
        if not self.spilled:
            self.file.write(self.data)
            self.data, self.spilled = bytearray(), True
        self.file.write(chunk)

    def flush(self) -> None:
        """Do nothing: nothing waits."""

    def clear(self) -> None:
        """Forget what was written."""
        self.data, self.size = bytearray(), 0
        self.rows.again()
        if self.spilled:
            os.ftruncate(self.file.fileno(), 0)
            self.spilled = False


def serve(news: socket.socket, store: Store, config: dict, serial: int, slots: Slots, slot: int) -> NoReturn:
    """Answer one query after the other until the pool goes (its connection ends), the master orders it, or this process has grown and should be forked anew.

    `news` is where the pool is told of the connection. `config` is the pool's: deadline (s), memory (bytes beyond those of the loaded
    store), max_bytes, rows, prefixes. `serial` is the number by which master and pool know this worker, `slot` where it notes since when it has
    been at a query. The thread that is working ends the process.
    """
    gc.freeze()
    _end_with_parent()
    let_others_finish()
    config = config | {"names": by_letter(config["prefixes"])}
    desk = _Desk(store, config, slots, slot)
    spare = desk.spare()
    limit_process(config["memory"], config["max_bytes"])
    signal.signal(signal.SIGUSR2, desk.close)
    desk.connection, _watched = _connected(news, serial)
    allow_descriptors(False)  # whatever a query asks for, it opens no file and no socket
    desk.work(spare)
    while True:  # another thread works on; signals come to this one
        signal.pause()


class _Desk:
    """Where queries are answered, by one thread at a time.

    A thread that the master has lowered, because of a long query, could not rise again without privileges. One that was made before, and waits, works on
    in its place; so the pages of the store that this process has copied are of use for the next query.
    """

    def __init__(self, store: Store, config: dict, slots: Slots, slot: int) -> None:
        self.store, self.config, self.slots, self.slot = store, config, slots, slot
        self.connection: socket.socket | None = None
        self.request: wire.Incoming | None = None
        self.room = memoryview(bytearray(wire.ROOM))
        self.output = _Output(Spool(folder=config["directory"]), config["max_bytes"], config["rows"])
        self.peak = peak_memory() + config["memory"] // 8
        self.priority = os.getpriority(os.PRIO_PROCESS, 0)

    def spare(self) -> threading.Event | None:
        """Make a thread that works as soon as the event that this gives is set; None where the system has none to give."""
        turn = threading.Event()
        try:
            threading.Thread(target=lambda: turn.wait() and self.work(self.spare())).start()
        except (RuntimeError, MemoryError):
            return None
        return turn

    def close(self, *_: object) -> None:
        """Take no further query, unless one has come or is on its way: whoever would send one is told so by the system, and asks another worker."""
        if self.connection is None or (self.request and self.request.number):
            return
        try:
            self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            self.connection.shutdown(socket.SHUT_RD)

    def work(self, spare: threading.Event | None) -> None:
        """Answer queries until this thread has been lowered, and another is to go on, or until this process is to end, and end it."""
        try:
            self._answer_all(bool(spare))
        except (OSError, EOFError):  # the pool has gone
            os._exit(0)
        except BaseException:
            os._exit(1)
        spare.set()

    def _answer_all(self, replaced: bool) -> None:
        """Answer queries until this thread has been lowered; it ends the process instead where no other is to follow, or none can (`replaced`)."""
        store, config, slots, slot, connection, output = self.store, self.config, self.slots, self.slot, self.connection, self.output
        lowered, room, scratch = False, self.room, []
        slots.take(slot, _TASK())
        while not lowered:
            self.request = request = wire.Incoming(room)
            request.whole(connection)
            began, until = time.monotonic(), request.number + config["deadline"]  # what was spent in the line counts
            slots.begin(slot, began, until)
            told = answer(store, request.header, request.body.decode(), config, until, scratch, output)
            took = time.monotonic() - began
            last = slots.end(slot) or bool(scratch)
            if took > _BRIEF:
                lowered = os.getpriority(os.PRIO_PROCESS, 0) > self.priority
                last = last or peak_memory() > self.peak or (lowered and not replaced)
            if "failure" in told:
                wire.send(connection, wire.framed(wire.header(told | {"last": last}), took))
            elif output.spilled:
                allow_descriptors(True)
                wire.send(connection, wire.framed(_told(told["kind"], told["format"], told["cut"], last, True), took), output.file.fileno())
                output.file = Spool(folder=config["directory"])
                allow_descriptors(False)
            else:
                wire.send(connection, wire.framed(_told(told["kind"], told["format"], told["cut"], last, False), took, output.data))
            if last:
                os._exit(0)
            output.clear()


def _connected(news: socket.socket, serial: int) -> tuple[socket.socket, socket.socket]:
    """Make two connections and send their other ends to the pool: one for queries, and one over which nothing ever comes.

    When the pool lets go of the latter, the kernel ends this process, in the middle of a query too (SIGIO, which ends who does not handle
    it). On the former it could not tell the end from a query: the signal for one may come after it has been read.
    """
    ours, theirs = socket.socketpair()
    watched, kept = socket.socketpair()
    fcntl.fcntl(watched, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(watched, fcntl.F_SETFL, fcntl.fcntl(watched, fcntl.F_GETFL) | os.O_ASYNC)
    with theirs, kept, news:
        socket.send_fds(news, [json.dumps({"worker": serial}).encode() + b"\n"], [theirs.fileno(), kept.fileno()])
    return ours, watched


@lru_cache(maxsize=64)
def _told(kind: str, name: str, cut: int, last: bool, file: bool) -> bytes:
    """Write the header of an answer: its kind, the name of its format, the rows after which it was cut, whether this worker takes no query after it, and whether it comes in a file."""
    return wire.header({"kind": kind, "format": name, "cut": cut, "last": last, "file": file})


def _end_with_parent() -> None:
    """Have the kernel end this process when the master dies, whatever it is doing (prctl(2), PR_SET_PDEATHSIG)."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    except (OSError, AttributeError):  # not Linux: it ends when the pool lets its connection go, a busy one at its deadline
        pass
