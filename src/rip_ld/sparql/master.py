"""The master process: one thread that loads the store, forks the workers, replaces those that end and ends queries whose time is up.

Started by the pool as `python -m rip_ld.sparql.master`. Standard input brings one JSON line of configuration, then two parts of
N-Quads in frames; it stays open as long as the pool lives, and its end is the order to go. Standard output, a socket, tells the pool, a JSON
line each, that the master is ready or why not, and how workers ended; each worker itself tells there that it is ready, and sends along
the connection over which it takes queries.
"""

import gc
import io
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store

from rip_ld.sparql import wire, worker
from rip_ld.sparql.slots import Slots
from rip_ld.store import StoreError
from rip_ld.store.embedded import UNION, opened

POLL = 0.05  # seconds between two looks at how long the workers have been at their queries
SHARE = 2.0  # seconds that a long query may run whoever else waits
FAULT = 1e-5  # seconds that it takes to copy a page while others do the same
MOST = 1.0  # seconds of a query, at most, that are taken for copying
ASIDE = 5  # by how much nicer a worker is that has been set aside: it gets a third of the time of one that has not


class _Frames(io.RawIOBase):
    """The N-Quads as a file: frames of a length and that many bytes, up to a frame of length 0."""

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        self.left = -1

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        if self.left == 0:
            return 0
        if self.left < 0:
            self.left = self._next()
            if self.left == 0:
                return 0
        data = self.source.read(min(len(buffer), self.left))
        if not data:
            raise EOFError("the data ended before it was whole")
        buffer[: len(data)] = data
        self.left = self.left - len(data) or -1
        return len(data)

    def _next(self) -> int:
        head = self.source.read(wire.FRAME.size)
        if len(head) < wire.FRAME.size:
            raise EOFError("the data ended before it was whole")
        return wire.FRAME.unpack(head)[0]


def load(source: BinaryIO, union: bool) -> Store:
    """Load two parts of N-Quads into a new store; with `union` every triple of a named graph of the first stands in the default graph too, once.

    A copy, because the engine's own union shows a triple once per graph and does not heed FROM. SyntaxError for bad N-Quads.
    """
    store = Store()
    store.bulk_load(io.BufferedReader(_Frames(source), 1 << 20), RdfFormat.N_QUADS)
    if union:
        store.update(UNION)
    store.bulk_load(io.BufferedReader(_Frames(source), 1 << 20), RdfFormat.N_QUADS)
    return store


def _after_fork(folder: str) -> Store:
    """Open a store on disk; after the fork, because the engine's threads and locks do not live through one."""
    try:
        return opened(Path(folder))
    except (OSError, StoreError):
        time.sleep(1)  # what took it away may bring it back, and nobody is helped by a thousand forks meanwhile
        raise


def main() -> int:
    """Run the master until standard input ends; the exit status is 1 if it could not start."""
    source = sys.stdin.buffer
    line = source.readline()
    if not line.endswith(b"\n"):  # the pool was interrupted before it could say anything
        return 1
    config = json.loads(line)
    try:
        store = load(source, config["union"])
    except (SyntaxError, OSError, EOFError, MemoryError) as error:
        _say({"error": str(error)})
        _remove(config["directory"])
        return 1
    gc.freeze()
    workers: dict[socket.socket, _Worker] = {}
    try:
        _supervise(store, config, workers)
    finally:
        for one in workers.values():
            os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)
        _remove(config["directory"])
    return 0


@dataclass
class _Worker:
    """A worker: its process, the number by which the pool knows it, its slot, and what is known of its query.

    That is the moments at which it began the query that was seen last, with the page faults it had had then, and the long query with
    which it is set aside, 0 where there is none; and whether it has been ended in the middle of one.
    """

    pid: int
    serial: int
    slot: int
    seen: float = 0.0
    faults: int = 0
    long: float = 0.0
    ended: bool = False

    def copying(self, pages: int) -> float:
        """Give the seconds of its query, at most MOST, in which it has probably copied pages of the store: each of them once in its life."""
        return min(MOST, (min(pages, _faults(self.pid)) - min(pages, self.faults)) * FAULT)


def _supervise(store: Store, config: dict, workers: dict[socket.socket, _Worker]) -> None:
    """Keep the wanted number of workers, beside those with long queries, until standard input ends.

    A worker's lifeline ends with it, and with the master.
    """
    slots = Slots(config["workers"] + config["long"])
    serial, pages = 0, _pages()
    while True:
        while sum(not one.long for one in workers.values()) < config["workers"]:
            serial += 1
            _fork(store, config, workers, serial, slots)
            if serial == config["workers"]:
                _say({"ready": os.getpid()})
        ready, _, _ = select.select([0, *workers], [], [], _pause(workers.values(), slots))
        if 0 in ready:
            return
        for lifeline in ready:
            one = workers.pop(lifeline)
            lifeline.close()
            _, status = os.waitpid(one.pid, 0)
            _say({"worker": one.serial, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})
        _end_stopped()
        _look(list(workers.values()), slots, config, pages)


def _pause(workers: Iterable[_Worker], slots: Slots) -> float:
    """Give the seconds until the next look at the workers: POLL, or fewer where the time of a query is up before."""
    ends = [until for began, until in (slots.query(one.slot) for one in workers if not one.ended) if began]
    return max(0.0, min(POLL, min(ends, default=inf) - time.monotonic()))


def _look(workers: Sequence[_Worker], slots: Slots, config: dict, pages: int) -> None:
    """End queries whose time is up; let other long ones run on, so that short ones find workers; take back the workers that have ended theirs.

    A worker that comes back has the pages of the store that the engine writes to where it reads, and which each process has to copy
    once. So the youngest of those that are too many goes, after its query if it has one.
    """
    now = time.monotonic()
    for one in workers:  # first what all are at, then what becomes of each: the one depends on the others
        began, _ = slots.query(one.slot)
        if one.seen != began:
            one.seen, one.long = began, 0.0
            one.faults = _faults(one.pid) if began else 0
    for one in workers:
        began, until = slots.query(one.slot)
        if not began or began != one.seen:
            continue
        if one.ended:
            continue
        if now >= until:
            _end(one, began, signal.SIGALRM, slots)
        elif not one.long and now - began >= config["quick"] and now - began >= config["quick"] + one.copying(pages):
            _set_aside(one, workers, config, slots)
    staying = sorted((one for one in workers if not one.long and not one.ended), key=lambda one: one.serial)
    for place, one in enumerate(staying):
        slots.order(one.slot, place >= config["workers"])
        if place >= config["workers"] and not one.seen:  # one that has nothing to do
            os.kill(one.pid, signal.SIGUSR2)


def _set_aside(one: _Worker, workers: Sequence[_Worker], config: dict, slots: Slots) -> None:
    """Let a long query run on with less right to the processors.

    Where too many would be set aside, it stays as it is while there are other workers for short queries, and for as long again. Then the long query
    that began first gives way, if it has had its share; otherwise the one that came last.
    """
    now, aside = time.monotonic(), [other for other in workers if other.long]
    if len(aside) < config["long"]:
        if slots.retire(one.slot, one.seen):  # so that it is not lowered for its next query
            one.long = one.seen
            with suppress(OSError):  # it has just been killed
                os.setpriority(os.PRIO_PROCESS, slots.task(one.slot), min(19, os.getpriority(os.PRIO_PROCESS, 0) + ASIDE))
            slots.order(one.slot, False)
    elif not any(other.ended or not other.seen or now - other.seen < 2 * config["quick"] for other in workers if not other.long):
        first = min(aside, key=lambda other: other.long, default=one)
        if not any(other.ended for other in aside):  # else there is room at the next look
            gives_way = first if first.long and now - first.long > SHARE else one
            _end(gives_way, gives_way.seen, signal.SIGUSR1, slots)


def _end(one: _Worker, began: float, number: signal.Signals, slots: Slots) -> None:
    """End a worker in the middle of the query that it began at a moment, and in no other: whoever takes none after it can be at no other."""
    if slots.retire(one.slot, began):
        one.ended = True
        os.kill(one.pid, number)


def _end_stopped() -> None:
    """End the workers that somebody has stopped (SIGSTOP): they would keep their places for good, and a query that was sent to one would wait in vain."""
    with suppress(ChildProcessError, AttributeError):  # there is no worker, or no such call in this system
        while found := os.waitid(os.P_ALL, 0, os.WSTOPPED | os.WNOHANG):
            os.kill(found.si_pid, signal.SIGKILL)


def _faults(pid: int) -> int:
    """Count the pages that a process has had to get or to copy; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[7])
    except (OSError, IndexError):
        return 0


def _pages() -> int:
    """Count the pages of memory that this process has, which are nearly all the store's; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1])
    except OSError:
        return 0


def _fork(store: Store, config: dict, workers: dict[socket.socket, _Worker], serial: int, slots: Slots) -> None:
    slot = min(set(range(len(workers) + 1)) - {one.slot for one in workers.values()})
    slots.clear(slot)
    ours, theirs = socket.socketpair()
    try:
        pid = os.fork()
    except OSError:  # the machine has no process to give just now
        ours.close()
        theirs.close()
        time.sleep(0.1)
        return
    if pid:
        theirs.close()
        workers[ours] = _Worker(pid, serial, slot)
        return
    try:
        for lifeline in [ours, *workers]:
            lifeline.close()
        null = os.open(os.devnull, os.O_RDWR)
        news = socket.socket(fileno=os.dup(1))
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        worker.serve(news, _after_fork(config["built"]) if config["built"] else store, config, serial, slots, slot)
    finally:
        os._exit(0)


def _say(news: dict) -> None:
    """Tell the pool; nobody may be listening, or nobody have listened for long."""
    try:
        os.write(1, json.dumps(news).encode() + b"\n")
    except OSError:
        pass


def _remove(directory: str) -> None:
    try:
        os.rmdir(directory)
    except OSError:  # the pool was faster
        pass


if __name__ == "__main__":
    sys.exit(main())
