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
        self._closed = False

    def settle(self, loop: asyncio.AbstractEventLoop) -> None:
        """Live in an event loop that runs until nobody asks any more, unless there is another already."""
        with self._lock:
            if self.loop is None or self.loop.is_closed():
                self.loop = loop

    async def visit(self, work: Coroutine[None, None, T]) -> T:
        """Have something done there, from another event loop; to cancel this is to cancel it. Raises as `done`."""
        try:
            result = asyncio.run_coroutine_threadsafe(work, self._there())
        except RuntimeError:  # it has been closed
            work.close()
            raise CancelledError from None
        return await asyncio.wrap_future(result)

    def done(self, work: Coroutine[None, None, T]) -> T:
        """Have something done there, from a thread that has no event loop. Raises CancelledError (of concurrent.futures) where the loop ends meanwhile."""
        try:
            loop = self._there()
            result = asyncio.run_coroutine_threadsafe(work, loop)
        except RuntimeError:  # it has been closed
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
            self._thread, self._closed = None, True
        if thread:
            loop.call_soon_threadsafe(stopped.set)
            thread.join()

    def _there(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self.loop is None or self.loop.is_closed():
                if self._closed:
                    raise RuntimeError("nobody lives here any more")
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
