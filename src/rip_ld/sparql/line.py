"""The line before the workers: who is free, who waits, and the turn of each query. All of it belongs to one event loop."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Optional

from rip_ld.sparql.wire import ROOM, Incoming

LOOK = 1.0  # seconds between two looks at who is late


class Full(Exception):
    """No worker came free in time, or too many wait already."""


class Ended(Exception):
    """The workers have ended with their master before one could take the query."""


class Left(Exception):
    """Who asked has gone."""


@dataclass(eq=False, slots=True)
class Worker:
    """A worker process: the number by which master and pool know it, the connection over which it takes one query after the other.

    `life` is another connection: the process ends with it. `turn` is the query that it is at.
    """

    serial: int
    connection: socket.socket
    life: socket.socket
    room: memoryview = field(default_factory=lambda: memoryview(bytearray(ROOM)))
    turn: Optional["Turn"] = None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.life.close()
        self.connection.close()


class Line:
    """The workers that are free, and at most `most` turns that wait for one, in the order in which they came.

    It belongs to the event loop of the first turn, which listens to all workers as long as they live; `join` and `end` may be called from
    any thread. Should that loop have been closed, it belongs to that of the next turn.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._loop: asyncio.AbstractEventLoop | None = None
        self._new: deque[Worker] = deque()  # nobody listens to them yet
        self._known: set[Worker] = set()
        self._free: list[Worker] = []
        self._waiting: deque[Turn] = deque()
        self._looking: asyncio.TimerHandle | None = None
        self.ended = False

    def join(self, worker: Worker) -> None:
        """Let a worker that is ready serve who has waited longest, or be free."""
        self._new.append(worker)
        self._tell(self._welcome)

    def end(self) -> None:
        """Let go of all workers, and tell who waits that none will come."""
        self.ended = True
        if not self._tell(self._dismiss):
            self._dismiss()

    def take(self, turn: "Turn") -> Worker | None:
        """Give a free worker, the one that worked last; None where the turn has to wait, until one is given to it. Raises Full, or Ended."""
        if self.ended:
            raise Ended
        if turn.loop is not self._loop:
            self._loop, self._looking = turn.loop, None
            for worker in self._known:
                self._loop.add_reader(worker.connection.fileno(), self._hear, worker)
            self._welcome()
        if self._looking is None:
            self._look()
        if self._free:
            return self._free.pop()
        if len(self._waiting) >= self._most:
            raise Full
        self._waiting.append(turn)
        return None

    def give(self, worker: Worker) -> None:
        """Let a worker serve who has waited longest, or be free."""
        if self._waiting:
            self._waiting.popleft().begin(worker)
        else:
            self._free.append(worker)

    def forget(self, turn: "Turn") -> None:
        """Let a turn wait no longer."""
        with suppress(ValueError):
            self._waiting.remove(turn)

    def part(self, worker: Worker) -> None:
        """End a worker and listen to it no more."""
        self._known.discard(worker)
        if self._loop and not self._loop.is_closed():
            self._loop.remove_reader(worker.connection.fileno())
            self._loop.remove_writer(worker.connection.fileno())
        worker.end()

    def _tell(self, what: Callable[[], None]) -> bool:
        """Have something done in the event loop; False where there is none."""
        try:
            return bool(self._loop and self._loop.call_soon_threadsafe(what))
        except RuntimeError:  # it has been closed
            return False

    def _look(self) -> None:
        """Give up those that are late: a timer for each would cost more than most queries. It stops when nobody asks any more."""
        now, busy = self._loop.time(), [worker.turn for worker in self._known if worker.turn]
        for turn in busy:
            if turn.until < now:
                turn.fail(TimeoutError())
        again = busy or self._waiting or self._looking is None
        self._looking = self._loop.call_later(LOOK, self._look) if again else None

    def _welcome(self) -> None:
        while self._new:
            worker = self._new.popleft()
            self._known.add(worker)
            self._loop.add_reader(worker.connection.fileno(), self._hear, worker)
            self.give(worker)
        if self.ended:
            self._dismiss()

    def _dismiss(self) -> None:
        for worker in [*self._new, *self._free]:
            self.part(worker)
        for turn in [*self._waiting]:
            turn.fail(Ended())
        for kept in (self._new, self._free, self._waiting):
            kept.clear()

    def _hear(self, worker: Worker) -> None:
        """Take what a worker says; it ends where nobody has asked it, since that is its end."""
        turn = worker.turn
        try:
            if turn is None:
                worker.connection.recv(1)
            elif not turn.coming.read(worker.connection):
                return
        except BlockingIOError:
            return
        except (OSError, EOFError):
            if turn:
                return turn.fail(EOFError())
        if turn is None:
            self._free.remove(worker)
            return self.part(worker)
        worker.turn = None
        if turn.coming.header["last"]:
            self.part(worker)
        else:
            self.give(worker)  # before anything else, so that it finds its next query when it looks for one
        turn.done()


class Turn:
    """One query, from its place in the line to its `answer`; of one event loop, but `leave` may be called from anywhere.

    The answer is a future. It fails with Full or Ended where no worker has taken the query, with TimeoutError or EOFError where one has and
    gives no answer, with Left where who asked has gone.
    """

    __slots__ = ("answer", "loop", "coming", "serial", "until", "_line", "_request", "_wait", "_limit", "_timer", "_worker")

    def __init__(self, line: Line, request: bytes, wait: float, limit: float, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare to send a request to a worker that comes free within `wait` seconds, and to hear its answer within `limit`, in a loop that runs."""
        self.answer: asyncio.Future[Incoming] = loop.create_future()
        self.loop = loop
        self.coming: Incoming | None = None
        self.serial = 0  # of the worker that took the query
        self.until = 0.0
        self._line, self._request, self._wait, self._limit = line, request, wait, limit
        self._timer: asyncio.TimerHandle | None = None
        self._worker: Worker | None = None  # while it is at this query

    def look(self) -> None:
        """Begin with a worker, or wait for one."""
        try:
            worker = self._line.take(self)
        except (Full, Ended) as error:
            return self.fail(error)
        if worker:
            return self.begin(worker)
        if self._timer is None:
            self._timer = self.loop.call_later(self._wait, self.fail, Full())
        return None

    def begin(self, worker: Worker) -> None:
        """Send the query to a worker, or to another if this one has died."""
        if self.answer.done():
            return self._line.give(worker)
        try:
            sent = worker.connection.send(self._request)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._line.part(worker)
            return self.look()
        if self._timer:
            self._timer.cancel()
        self.coming, self.serial, self.until = Incoming(worker.room), worker.serial, self.loop.time() + self._limit
        self._worker, worker.turn = worker, self
        if sent < len(self._request):
            self._request = self._request[sent:]
            self.loop.add_writer(worker.connection.fileno(), self._write)
        return None

    def done(self) -> None:
        """Take what has come as the answer: all of it is there."""
        self._worker = None
        if not self.answer.done():
            self.answer.set_result(self.coming)

    def fail(self, error: Exception) -> None:
        """End without an answer."""
        if not self.answer.done():
            self.answer.set_exception(error)

    def leave(self) -> None:
        """Stop the work: who asked has gone."""
        with suppress(RuntimeError):  # the loop has been closed, and its work stopped
            self.loop.call_soon_threadsafe(self.fail, Left())

    def end(self) -> None:
        """Wait no longer; where there is no answer yet, the work on it stops. A second time does nothing."""
        worker, self._worker = self._worker, None
        if worker:
            self._line.part(worker)
        elif not self.serial:
            self._line.forget(self)
        if self._timer:
            self._timer.cancel()

    def _write(self) -> None:
        try:
            self._request = self._request[self._worker.connection.send(self._request) :]
        except BlockingIOError:
            return
        except OSError:  # the line hears of it too
            self._request = b""
        if not self._request:
            self.loop.remove_writer(self._worker.connection.fileno())
