"""The master process: one thread that loads the store, forks the workers, replaces those that end and sets those that are long aside.

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
from dataclasses import dataclass
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store

from rip_ld.sparql import wire, worker
from rip_ld.sparql.slots import Slots
from rip_ld.store.embedded import UNION

POLL = 0.05  # seconds between two looks at how long the workers have been at their queries
SHARE = 2.0  # seconds that a long query may run whoever else waits
ASIDE = 5  # the niceness of a worker that has been set aside: it gets a third of the time of one that has not


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


def opened(folder: str) -> Store:
    """Open a store on disk, read-only; after the fork, because the engine's threads and locks do not live through one."""
    try:
        return Store.read_only(folder)
    except OSError:
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
    """A worker: its process, the number by which the pool knows it, its slot, and whether it has been set aside with a long query."""

    pid: int
    serial: int
    slot: int
    long: bool = False


def _supervise(store: Store, config: dict, workers: dict[socket.socket, _Worker]) -> None:
    """Keep the wanted number of workers, beside those with long queries, until standard input ends.

    A worker's lifeline ends with it, and with the master.
    """
    slots = Slots(config["workers"] + config["long"])
    serial = 0
    while True:
        while sum(not one.long for one in workers.values()) < config["workers"]:
            serial += 1
            _fork(store, config, workers, serial, slots)
            if serial == config["workers"]:
                _say({"ready": os.getpid()})
        ready, _, _ = select.select([0, *workers], [], [], POLL)
        if 0 in ready:
            return
        for lifeline in ready:
            one = workers.pop(lifeline)
            lifeline.close()
            _, status = os.waitpid(one.pid, 0)
            _say({"worker": one.serial, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})
        _set_aside(workers, slots, config)


def _set_aside(workers: dict[socket.socket, _Worker], slots: Slots, config: dict) -> None:
    """Let long queries run on with less right to the processors, so that short ones find workers.

    Where they would be too many, the one that began first gives way, if it has had its share; otherwise the one that came last.
    """
    now = time.monotonic()
    for one in list(workers.values()):
        began = slots.began(one.slot)
        if one.long or not began or now - began < config["quick"]:
            continue
        aside = [other for other in workers.values() if other.long]
        if len(aside) >= config["long"]:
            first = min(aside, key=lambda other: slots.began(other.slot) or now)
            had = now - (slots.began(first.slot) or now)
            os.kill(first.pid if had > SHARE else one.pid, signal.SIGUSR1)  # in the first case there is room at the next look
        elif slots.retire(one.slot, began):
            one.long = True
            os.setpriority(os.PRIO_PROCESS, one.pid, ASIDE)


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
        worker.serve(news, opened(config["built"]) if config["built"] else store, config, serial, slots, slot)
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
