"""The line before the workers: who is free, who waits, and the turn of each query, in whatever event loop it is asked."""

import asyncio
import socket
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from rip_ld.sparql.wire import ROOM, Incoming


class Full(Exception):
    """No worker came free in time, or too many wait already."""


class Ended(Exception):
    """The workers have ended with their master before one could take the query."""


class Left(Exception):
    """Who asked has gone."""


@dataclass(frozen=True, eq=False, slots=True)
class Worker:
    """A worker process: the number by which master and pool know it, the connection over which it takes one query after the other.

    `life` is another connection: the process ends with it.
    """

    serial: int
    connection: socket.socket
    life: socket.socket
    room: memoryview = field(default_factory=lambda: memoryview(bytearray(ROOM)))

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.life.close()
        self.connection.close()


class Line:
    """The workers that are free, and at most `most` turns that wait for one, in the order in which they came. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._free: list[Worker] = []
        self._waiting: deque[Turn] = deque()
        self._lock = threading.Lock()
        self.ended = False

    def take(self, turn: "Turn") -> Worker | None:
        """Give a free worker, the one that worked last; None where the turn has to wait, until `give` brings it one. Raises Full, or Ended."""
        with self._lock:
            if self.ended:
                raise Ended
            if self._free:
                return self._free.pop()
            if len(self._waiting) >= self._most:
                raise Full
            self._waiting.append(turn)
            return None

    def give(self, worker: Worker) -> None:
        """Let a worker serve who has waited longest, or be free."""
        with self._lock:
            turn = self._waiting.popleft() if self._waiting else None
            if turn is None and not self.ended:
                self._free.append(worker)
                return
        if turn:
            turn.given(worker)
        else:
            worker.end()

    def forget(self, turn: "Turn") -> None:
        """Let a turn wait no longer."""
        with self._lock, suppress(ValueError):
            self._waiting.remove(turn)

    def end(self) -> None:
        """Let go of all workers, and tell who waits that none will come."""
        with self._lock:
            self.ended = True
            waiting, free = list(self._waiting), list(self._free)
            self._waiting.clear()
            self._free.clear()
        for worker in free:
            worker.end()
        for turn in waiting:
            turn.given(None)


class Turn:
    """One query, from its place in the line to its answer; of one event loop, but `given` and `leave` may be called from anywhere."""

    def __init__(self, line: Line, request: bytes, wait: float, limit: float) -> None:
        """Prepare to send a request to a worker that comes free within `wait` seconds, and to hear its answer within `limit` seconds."""
        self._loop = asyncio.get_running_loop()
        self._line, self._request, self._wait, self._limit = line, request, wait, limit
        self._coming: Incoming | None = None
        self._answer: asyncio.Future[Incoming] = self._loop.create_future()
        self._timer: asyncio.TimerHandle | None = None
        self._worker: Worker | None = None  # while it is at this query
        self.serial = 0  # of the worker that took the query

    async def answer(self) -> Incoming:
        """Give the worker's answer.

        Raises Full or Ended where no worker has taken the query, TimeoutError or EOFError where one has and gives no answer, Left where who
        asked has gone. However it ends without an answer, the work on the query stops.
        """
        try:
            self._look()
            return await self._answer
        finally:
            if self._timer:
                self._timer.cancel()
            if self._worker:
                self._part()
                self._worker.end()
            elif not self.serial:
                self._line.forget(self)

    def given(self, worker: Worker | None) -> None:
        """Take a worker for which it has waited; None where there will never be one."""
        try:
            if asyncio.get_running_loop() is self._loop:
                return self._begin(worker)
        except RuntimeError:  # a thread without a loop
            pass
        try:
            self._loop.call_soon_threadsafe(self._begin, worker)
        except RuntimeError:  # nobody asks any more
            self._begin(worker)
        return None

    def leave(self) -> None:
        """Stop the work: who asked has gone."""
        self._loop.call_soon_threadsafe(self._fail, Left())

    def _look(self) -> None:
        """Begin with a worker, or wait for one."""
        try:
            worker = self._line.take(self)
        except (Full, Ended) as error:
            return self._fail(error)
        if worker:
            return self._begin(worker)
        if self._timer is None:
            self._timer = self._loop.call_later(self._wait, self._fail, Full())
        return None

    def _begin(self, worker: Worker | None) -> None:
        """Send the query to a worker, or to another if this one has died."""
        if self._answer.done():
            return self._line.give(worker) if worker else None
        if worker is None:
            return self._fail(Ended())
        try:
            sent = worker.connection.send(self._request)
        except BlockingIOError:
            sent = 0
        except OSError:
            worker.end()
            return self._look()
        if self._timer:
            self._timer.cancel()
        self._worker, self.serial, self._coming = worker, worker.serial, Incoming(worker.room)
        self._timer = self._loop.call_later(self._limit, self._fail, TimeoutError())
        self._loop.add_reader(worker.connection.fileno(), self._read)
        self._request = self._request[sent:]
        if self._request:
            self._loop.add_writer(worker.connection.fileno(), self._write)
        return None

    def _write(self) -> None:
        try:
            self._request = self._request[self._worker.connection.send(self._request) :]
        except BlockingIOError:
            return
        except OSError:  # `_read` hears of it too
            self._request = b""
        if not self._request:
            self._loop.remove_writer(self._worker.connection.fileno())

    def _read(self) -> None:
        try:
            if not self._coming.read(self._worker.connection):
                return
        except BlockingIOError:
            return
        except (OSError, EOFError):
            return self._fail(EOFError())
        self._part()
        worker, self._worker = self._worker, None
        if self._coming.header["last"]:
            worker.end()
        else:
            self._line.give(worker)  # before anything else, so that it finds its next query when it looks for one
        if not self._answer.done():
            self._answer.set_result(self._coming)

    def _part(self) -> None:
        """Listen to the worker no more."""
        self._loop.remove_reader(self._worker.connection.fileno())
        if self._request:
            self._loop.remove_writer(self._worker.connection.fileno())

    def _fail(self, error: Exception) -> None:
        if not self._answer.done():
            self._answer.set_exception(error)
