"""The one event loop in which a pool talks to its workers, whoever asks from wherever."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, wait
from typing import TypeVar

LOOK = 1.0  # seconds between two looks whether an event loop still runs
T = TypeVar("T")


class Home:
    """An event loop that lives elsewhere, such as a server's, or else one in a thread of its own, which begins when it is needed."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped: asyncio.Event | None = None

    def settle(self, loop: asyncio.AbstractEventLoop) -> None:
        """Live in an event loop that runs until nobody asks any more, unless there is a thread already."""
        with self._lock:
            if self._thread is None:
                self.loop = loop

    async def visit(self, work: Coroutine[None, None, T]) -> T:
        """Have something done there, from another event loop; to cancel this is to cancel it."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._there()))

    def done(self, work: Coroutine[None, None, T]) -> T:
        """Have something done there, from a thread that has no event loop. Raises CancelledError (of concurrent.futures) where the loop ends meanwhile."""
        loop = self._there()
        try:
            result = asyncio.run_coroutine_threadsafe(work, loop)
        except RuntimeError:  # it has been closed this very moment
            work.close()
            raise CancelledError from None
        while not wait((result,), LOOK).done:
            if not loop.is_running():  # it took the order, and ended
                raise CancelledError
        return result.result()

    def close(self) -> None:
        """End the thread, if there is one, once what is under way has come to its end."""
        with self._lock:
            thread, loop, stopped = self._thread, self.loop, self._stopped
            self._thread = None
        if thread:
            loop.call_soon_threadsafe(stopped.set)
            thread.join()

    def _there(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self.loop is None or self.loop.is_closed():
                begun = threading.Event()
                self._thread = threading.Thread(target=asyncio.run, args=(self._live(begun),), name="queries", daemon=True)
                self._thread.start()
                begun.wait()
            return self.loop

    async def _live(self, begun: threading.Event) -> None:
        self.loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        begun.set()
        await self._stopped.wait()
        if rest := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(rest)
