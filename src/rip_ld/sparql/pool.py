"""The pool as the server sees it: it starts the master process, passes queries to the workers and tells how they ended."""

import asyncio
import signal
import sys
import threading
import time
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rip_ld.sparql import text as query_text
from rip_ld.sparql import wire
from rip_ld.sparql.departure import Departure
from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.home import Home
from rip_ld.sparql.line import Ended, Full, Left, Turn
from rip_ld.sparql.request import Query
from rip_ld.sparql.results import TABLES, Format
from rip_ld.sparql.running import GRACE, Master, PoolError, Process
from rip_ld.sparql.spool import Spool

_NESTED = 500  # brackets deeper than this explain a crash
# The engine aborts when memory is refused, and leaves its stack when it recurses too deeply.
_ENDINGS = {
    signal.SIGALRM: "deadline",
    signal.SIGABRT: "memory",
    signal.SIGSEGV: "too-deep",
    signal.SIGBUS: "too-deep",
    signal.SIGUSR1: "crowded",
    signal.SIGIO: "gone",
    signal.SIGKILL: "killed",
}
QUICK = 0.25  # seconds after which a query is a long one


@dataclass(slots=True)
class Answer:
    """A query's answer: its kind (solutions, boolean or graph), the format's name, the bytes, the seconds it took.

    A large answer is in `file`, and `body` is empty. `cut` is the number of rows after which more were left out, 0 where it is whole.
    """

    kind: str
    format: str
    body: bytes
    elapsed: float
    file: Spool | None = None
    cut: int = 0

    @property
    def size(self) -> int:
        """Give the length in bytes."""
        return len(self.body) if self.file is None else len(self.file)

    def whole(self) -> bytes:
        """Give the bytes, wherever they are."""
        return self.body if self.file is None else b"".join(self.file)

    @property
    def row(self) -> Format:
        """Give the row of the format in its table."""
        return TABLES[self.kind][self.format]


class Pool:
    """Processes that answer strangers' queries over one immutable set of quads. Threads may share it; close it at the end.

    A query that takes longer than a quarter of a second is a long one: its worker is set aside, at the lowest priority, and another
    takes its place, so that short queries are answered whatever the long ones do; `long` bounds how many there are at once.

    `nquads` are bytes or an iterable of bytes (kept: a master that dies is started again at the next query, unless they were
    an iterator, which can be read once only); `added` are more, which may still be made while those are loaded, and of which the default
    graph gets no copy but what stands there. `workers` answer one query at a time each; up to `queue` queries wait, each at
    most `queue_wait` seconds; `deadline` bounds a query in seconds, `memory` its bytes beyond the loaded store, `max_bytes` its
    answer, of which a table is cut after `rows`. `union` makes the default graph the merge of all graphs. `built` is a folder with a store that each worker opens, read-only,
    in the place of `nquads`. `prefixes` need no PREFIX line in queries and shorten
    Turtle. `federate` are the endpoints that SERVICE may ask. PoolError if the processes cannot start.
    """

    # -P: nothing that lies in the working directory is imported instead of a module
    COMMAND = (sys.executable, "-P", "-m", "rip_ld.sparql.master")

    def __init__(
        self,
        nquads: bytes | Iterable[bytes],
        *,
        added: Iterable[bytes] = (),
        workers: int = 2,
        long: int = 4,
        deadline: float = 10.0,
        queue_wait: float = 2.0,
        queue: int = 64,
        memory: int = 512 << 20,
        max_bytes: int = 64 << 20,
        rows: int = 1_000_000,
        union: bool = True,
        prefixes: dict[str, str] | None = None,
        built: Path | None = None,
        federate: Sequence[str] = (),
        process: Process | None = None,
    ) -> None:
        self.workers, self.deadline, self.queue_wait = workers, deadline, queue_wait
        self._config = {
            "workers": workers, "long": long, "quick": QUICK, "deadline": deadline, "queue": queue, "memory": memory, "max_bytes": max_bytes, "rows": rows,
            "union": union, "prefixes": prefixes or {}, "built": str(built) if built else "", "federate": federate,
        }  # fmt: skip
        self._nquads = [nquads] if isinstance(nquads, bytes) else nquads, added
        self._lock, self._home = threading.Lock(), Home()
        self._closed = False
        self._master: Master | None = Master(self.COMMAND, self._nquads, self._config, process)

    def settle(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have all queries asked in an event loop that runs, whoever asks from wherever; a server's, to which this saves ways between threads."""
        self._home.settle(loop)

    def ask(self, query: Query, departure: Departure | None = None) -> Coroutine[None, None, Answer]:
        """Have a worker answer a query; QueryFailure, with a status and a sentence, if it gets no answer.

        `departure` tells when who asked has gone; the work on the query then stops, as it does when the task is cancelled.
        """
        loop = asyncio.get_running_loop()
        return self._asked(query, departure, loop) if loop is self._home.loop else self._home.visit(self._visited(query, departure))

    def run(self, query: Query, departure: Departure | None = None) -> Answer:
        """Have a worker answer a query, as `ask`, in a thread that has no event loop."""
        try:
            return self._home.done(self._visited(query, departure))
        except CancelledError:
            raise QueryFailure("unavailable", reason="the server is being stopped") from None

    async def _visited(self, query: Query, departure: Departure | None) -> Answer:
        return await self._asked(query, departure, asyncio.get_running_loop())

    async def _asked(self, query: Query, departure: Departure | None, loop: asyncio.AbstractEventLoop) -> Answer:
        if departure and departure.happened:
            raise QueryFailure("gone")
        while True:
            master = self._master
            if master is None or master.line.ended:
                master = await loop.run_in_executor(None, self._running)
            turn = Turn(master.line, _request(query), self.queue_wait, self.deadline + GRACE, loop)
            if departure:
                departure.add(turn.leave)
            try:
                turn.look()
                return _answer(await turn.answer)
            except Ended:  # nobody has begun with it: to the next master
                continue
            except Left:
                raise QueryFailure("gone") from None
            except Full:
                raise QueryFailure("busy", workers=self.workers, seconds=self.queue_wait, retry_after=max(1, round(self.queue_wait))) from None
            except TimeoutError:
                raise QueryFailure("deadline", seconds=self.deadline) from None
            except EOFError:
                turn.end()  # at once: the loop would hear of the end of the connection again and again
                number = await loop.run_in_executor(None, master.how_ended, turn.serial)
                raise self._ending(number, query) from None
            finally:
                turn.end()
                if departure:
                    departure.discard(turn.leave)

    def close(self) -> None:
        """End the processes and remove their directory; queries under way fail. Closing twice does no harm."""
        with self._lock:
            self._closed = True
            if self._master:
                self._master.stop()
                self._master = None
        self._home.close()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _running(self) -> Master:
        """Give the master, started again if it has died."""
        with self._lock:
            if self._closed:
                raise QueryFailure("unavailable", reason="it has been closed")
            if self._master and not self._master.line.ended:
                return self._master
            if any(isinstance(part, Iterator) for part in self._nquads):
                raise QueryFailure("unavailable", reason="its master process has ended")
            if self._master:
                self._master.stop()
                self._master = None
            try:
                self._master = Master(self.COMMAND, self._nquads, self._config)
            except PoolError as error:
                raise QueryFailure("unavailable", reason=str(error), retry_after=5) from None
            return self._master

    def _ending(self, number: int | None, query: Query) -> QueryFailure:
        if number is None:
            return QueryFailure("unavailable", reason="its processes have ended", retry_after=1)
        kind = _ENDINGS.get(number, "crash")
        deep = query_text.depth(query.text)
        if kind == "too-deep" and deep > _NESTED:
            return QueryFailure("nested", depth=deep)
        details = {
            "deadline": {"seconds": self.deadline},
            "memory": {"limit": self._config["memory"] >> 20},
            "too-deep": {},
            "gone": {},
            "killed": {},
            "crowded": {"long": self._config["long"], "seconds": QUICK},
            "crash": {"signal": signal.Signals(number).name if number else "itself"},
        }
        return QueryFailure(kind, retry_after=max(1, round(self.deadline / 2)) if kind in ("crowded", "killed") else None, **details[kind])


def _request(query: Query) -> bytes:
    """Write what a worker is sent: how a query is wanted, the moment at which it was asked, and its text."""
    if query.default_graphs or query.named_graphs:
        head = _wish(query.solutions, query.graph, query.base_iri, query.default_graphs, query.named_graphs)
    else:
        head = _common(query.solutions, query.graph, query.base_iri)
    return wire.framed(head, time.monotonic(), query.text.encode())


def _wish(solutions: str | None, graph: str | None, base_iri: str | None, default: Sequence[str] = (), named: Sequence[str] = ()) -> bytes:
    return wire.header({"solutions": solutions, "graph": graph, "base_iri": base_iri, "default_graphs": default, "named_graphs": named})


_common = lru_cache(maxsize=64)(_wish)


def _answer(came: wire.Incoming) -> Answer:
    """Make an answer of what a worker sends; QueryFailure where it sends a reason why there is none."""
    header = came.header
    if "failure" in header:
        raise QueryFailure(header["failure"], **header["details"])
    if header["file"] and came.file is None:  # which was lost on its way
        raise QueryFailure("unavailable", reason="the server has as many files and connections open as it may", retry_after=1)
    return Answer(header["kind"], header["format"], came.body, came.number, came.file, header["cut"])
