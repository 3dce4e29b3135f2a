"""The data read anew while they are served: another edition is made ready beside the one that is served, and takes its place in one step."""

import asyncio
import ctypes
import gc
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from rip_ld.dataset.examples import query_files
from rip_ld.dataset.problems import DatasetError
from rip_ld.dataset.queries import faulty_queries
from rip_ld.publication import Publication, publish
from rip_ld.settings import Settings
from rip_ld.sparql import PoolError
from rip_ld.store.port import StoreError

if TYPE_CHECKING:  # not before it is needed: it takes a while
    from rip_ld.web.front import Served

GRACE = 10.0  # seconds beyond their limit that queries under way have to end by themselves
KNOWN = (DatasetError, StoreError, PoolError, OSError)  # what may be wrong with the data and the machine
PATIENCE = 3.0  # seconds that reading which is no longer wanted may go on


@dataclass(eq=False)
class Edition:
    """One state of the data, ready to be served; `close` ends its query processes, and may be called again."""

    publication: Publication
    served: "Served"
    close: Callable[[], None]


def opened(settings: Settings, before: Publication | None = None) -> Edition:
    """Open what the settings name, to be served after another; raises as `publish`."""
    with ExitStack() as stack:
        publication = stack.enter_context(publish(settings, lambda: import_module("rip_ld.web.front")))
        from rip_ld.web.front import served

        if before:
            publication = _later(publication, before)
        return Edition(publication, served(publication), stack.pop_all().close)


def _later(publication: Publication, before: Publication) -> Publication:
    """Have other data than before be of a later second, whatever the times of the files: else who has the old would not hear of it (RFC 9110, section 8.8.2)."""
    if publication.changed > before.changed or (publication.digest, publication.how) == (before.digest, before.how):
        return publication
    time.sleep(max(0.0, (before.changed + timedelta(seconds=1) - datetime.now(UTC)).total_seconds()))
    return replace(publication, changed=datetime.now(UTC).replace(microsecond=0))


def _trim() -> None:
    """Give memory that is free back to the machine, where the C library can (malloc_trim(3)): threads have used heaps of their own."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


class Editions:
    """The edition that is served, and at most one other, which comes or goes; a context, at whose end nothing is left of either.

    `say` is called with a sentence on what has come of it, `explain` with what is wrong. To enter raises as `publish`.
    """

    def __init__(self, settings: Settings, say: Callable[[str], object], explain: Callable[[Exception], object]) -> None:
        self._settings, self._say, self._explain = settings, say, explain
        self._most = settings.query_timeout + GRACE
        self._open: list[Edition] = []
        self._wished = False
        self._work: asyncio.Task | None = None
        self._reader: Thread | None = None
        self._started = time.perf_counter()

    def __enter__(self) -> "Editions":
        self._open.append(opened(self._settings))
        from rip_ld.web.front import application

        self.front = application(self._open[0].publication, self._open[0].served)
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader:
            self._reader.join(PATIENCE)
        for edition in self._open:
            edition.close()

    @property
    def reading(self) -> bool:
        """Tell whether reading that is no longer wanted still goes on: only the end of the process ends it."""
        return self._reader is not None and self._reader.is_alive()

    @property
    def renewing(self) -> bool:
        """Tell whether the data are being read anew, or what was replaced is still there."""
        return self._work is not None

    def ready(self) -> None:
        """Tell of the first edition."""
        self._tell(self._open[0].publication, f"ready in {time.perf_counter() - self._started:.2f} s")

    def renew(self) -> None:
        """Have the data read anew; where that is under way already, once more when it is done. Must be called in the event loop."""
        self._wished = True
        if self._work is None:
            self._work = asyncio.ensure_future(self._renewed())

    async def _renewed(self) -> None:
        try:
            while self._wished:
                self._wished = False
                await self._once()
        finally:
            self._work = None

    async def _once(self) -> None:
        """Read the data, serve them and let go of what was served; or say why not."""
        started = time.perf_counter()
        gc.disable()  # what is read stays, as at the start
        try:
            new = await self._read()
            self.front.replace(new.served)
            gc.freeze()
        except Exception as error:  # of whatever kind
            return self._apologise(error)
        finally:
            gc.enable()
        await asyncio.to_thread(self._tell, new.publication, f"read anew in {time.perf_counter() - started:.2f} s")
        await self.front.settled(self._most)
        await asyncio.to_thread(self._open[0].close)
        del self._open[0]
        gc.unfreeze()  # an application and its publication hold each other
        gc.collect()
        gc.freeze()
        await asyncio.to_thread(_trim)

    async def _read(self) -> Edition:
        """Open the next edition in a thread that keeps nobody waiting, not even the end of the process; raises as `publish`."""
        result: Future[Edition] = Future()
        result.set_running_or_notify_cancel()
        self._reader = Thread(target=self._make, args=(result,), name="reader", daemon=True)
        self._reader.start()
        return await asyncio.wrap_future(result)

    def _make(self, result: "Future[Edition]") -> None:
        try:
            self._open.append(opened(self._settings, self._open[0].publication))
            result.set_result(self._open[-1])
        except Exception as error:
            result.set_exception(error)

    def _tell(self, of: Publication, how: str) -> None:
        chosen, files = self._settings, len(of.dataset.files)
        where = f"http://{f'[{chosen.host}]' if ':' in chosen.host else chosen.host}:{chosen.port}/"
        with suppress(OSError):  # nobody may be listening any more
            self._say(f"{files} file{'' if files == 1 else 's'}, {of.dataset.statements:,} statements, {how}; serving at {where} (stop with Ctrl-C)")
            for problem in () if chosen.data else faulty_queries(chosen.dataset, query_files(chosen.dataset)):
                self._say(str(problem))

    def _apologise(self, error: Exception) -> None:
        with suppress(OSError):
            self._explain(error if isinstance(error, KNOWN) else StoreError(f"the program is at fault ({type(error).__name__}: {error})."))
            self._say("the data could not be read anew; what was served goes on being served.")
