"""That a client has gone, told to who works for it in another thread."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Departure:
    """Whether a client has gone. One thread tells it; the connections of others that wait for the client's sake are ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[socket.socket] = set()
        self.happened = False

    def tell(self) -> None:
        """Say that the client has gone."""
        with self._lock:
            self.happened = True
            for connection in self._waiting:
                _end(connection)

    @contextmanager
    def telling(self, connection: socket.socket) -> Iterator[None]:
        """End a connection when the client goes, or at once if it has gone, as long as the block lasts."""
        with self._lock:
            self._waiting.add(connection)
            if self.happened:
                _end(connection)
        try:
            yield
        finally:
            with self._lock:
                self._waiting.discard(connection)


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        pass
