"""What master and workers know of each other without a word: since when each worker has been at its query."""

import mmap
import struct
import time

_SLOT = struct.Struct("=dd")


class Slots:
    """Memory that the master and the workers it forks share: for each worker a start and an order to end after the query.

    Nothing is locked: each of the two numbers has one writer.
    """

    def __init__(self, count: int) -> None:
        self._memory = mmap.mmap(-1, max(1, count) * _SLOT.size)

    def begin(self, index: int) -> None:
        """Note that a worker begins a query now."""
        struct.pack_into("=d", self._memory, index * _SLOT.size, time.monotonic())

    def end(self, index: int) -> bool:
        """Note that a worker has ended its query; tell whether it is to take no other."""
        struct.pack_into("=d", self._memory, index * _SLOT.size, 0.0)
        return self._read(index)[1] != 0.0

    def began(self, index: int) -> float:
        """Give the moment (of time.monotonic) at which a worker began its query, 0 where it has none."""
        return self._read(index)[0]

    def retire(self, index: int, began: float) -> bool:
        """Order a worker to end after the query that it began at a moment; False where it has already ended that one."""
        struct.pack_into("=d", self._memory, index * _SLOT.size + 8, 1.0)
        if self.began(index) == began:
            return True
        struct.pack_into("=d", self._memory, index * _SLOT.size + 8, 0.0)
        return False

    def clear(self, index: int) -> None:
        """Make a slot ready for a new worker."""
        _SLOT.pack_into(self._memory, index * _SLOT.size, 0.0, 0.0)

    def _read(self, index: int) -> tuple[float, float]:
        return _SLOT.unpack_from(self._memory, index * _SLOT.size)
