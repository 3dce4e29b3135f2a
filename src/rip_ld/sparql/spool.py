"""Answers on their way to readers: small ones in memory, large ones in a file without a name, so that memory does not grow with them."""

import os
import tempfile
from collections.abc import Iterator

INLINE = 256 << 10  # bytes of an answer that stay in memory
CHUNK = 64 << 10


class Spool:
    """A file without a name, which is gone when nobody holds it any more. `limit` is the most bytes that may be written."""

    def __init__(self, descriptor: int | None = None, limit: int | None = None, folder: str | None = None) -> None:
        self._descriptor = -1
        self._descriptor = _nameless(folder) if descriptor is None else descriptor
        self._limit = limit

    def __del__(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def __len__(self) -> int:
        return os.fstat(self._descriptor).st_size

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes in pieces."""
        place = 0
        while piece := os.pread(self._descriptor, CHUNK, place):
            yield piece
            place += len(piece)

    def fileno(self) -> int:
        """Give the descriptor of the file."""
        return self._descriptor

    @property
    def path(self) -> str:
        """Give a path by which this process can open the file again, while the spool lives (Linux)."""
        return f"/proc/self/fd/{self._descriptor}"

    def opens(self) -> bool:
        """Tell whether this process may open the file again now."""
        try:
            os.close(os.open(self.path, os.O_RDONLY))
        except OSError:
            return False
        return True

    def write(self, data: bytes) -> int:
        """Append bytes; raises OverflowError beyond the limit, and then writes none of them."""
        if self._limit is not None and len(self) + len(data) > self._limit:
            raise OverflowError(self._limit)
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]
        return len(data)

    def flush(self) -> None:
        """Do nothing: every write has gone to the file."""


def _nameless(folder: str | None) -> int:
    folder = folder or tempfile.gettempdir()
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_APPEND | os.O_CLOEXEC, 0o600)
    except (AttributeError, OSError):  # not Linux, or a file system that has no such files
        descriptor, name = tempfile.mkstemp(dir=folder)
        os.unlink(name)
        return descriptor
