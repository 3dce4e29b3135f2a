"""That a client has gone, told to who works for it, wherever that is."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial


class Departure:
    """Whether a client has gone. One thread tells it; what others do for the client's sake is ended."""

    __slots__ = ("happened", "_ends")

    def __init__(self) -> None:
        self.happened = False
        self._ends: list[Callable[[], object]] = []

    def tell(self) -> None:
        """Say that the client has gone."""
        self.happened = True
        for end in tuple(self._ends):
            end()

    def add(self, end: Callable[[], object]) -> None:
        """Have something called when the client goes, from whatever thread, or at once if it has gone; where both happen at once, twice."""
        self._ends.append(end)
        if self.happened:
            end()

    def discard(self, end: Callable[[], object]) -> None:
        """Have something called no more."""
        self._ends.remove(end)

    @contextmanager
    def telling(self, connection: socket.socket) -> Iterator[None]:
        """Have a connection ended when the client goes, as long as the block lasts."""
        end = partial(_hang_up, connection)
        self.add(end)
        try:
            yield
        finally:
            self.discard(end)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        pass
