"""What master and workers know of each other without a word: since when each worker has been at its query, until when it may be, and by which thread."""

import mmap

_BEGAN, _UNTIL, _LAST, _TASK, _SIZE = 0, 1, 2, 3, 4


class Slots:
    """Memory that the master and the workers it forks share: for each worker the start and end of its query, an order to go after it, and the thread that works.

    Nothing is locked: each number has one writer. Moments are those of time.monotonic.
    """

    def __init__(self, count: int) -> None:
        self._cells = memoryview(mmap.mmap(-1, max(1, count) * _SIZE * 8)).cast("d")

    def take(self, index: int, task: int) -> None:
        """Note the thread of a worker that answers its queries, by the number that the kernel knows."""
        self._cells[index * _SIZE + _TASK] = task

    def task(self, index: int) -> int:
        """Give the thread of a worker that answers its queries."""
        return int(self._cells[index * _SIZE + _TASK])

    def begin(self, index: int, now: float, until: float) -> None:
        """Note that a worker begins a query now, and until when it may take."""
        self._cells[index * _SIZE + _UNTIL] = until
        self._cells[index * _SIZE + _BEGAN] = now

    def end(self, index: int) -> bool:
        """Note that a worker has ended its query; tell whether it is to take no other."""
        self._cells[index * _SIZE + _BEGAN] = 0.0
        return self._cells[index * _SIZE + _LAST] != 0.0

    def query(self, index: int) -> tuple[float, float]:
        """Give the moments at which a worker began its query and until which it may take, 0 for the first where it has none."""
        return self._cells[index * _SIZE + _BEGAN], self._cells[index * _SIZE + _UNTIL]

    def retire(self, index: int, began: float) -> bool:
        """Order a worker to go after the query that it began at a moment; False where it has already ended that one."""
        self.order(index, True)
        if self._cells[index * _SIZE + _BEGAN] == began:
            return True
        self.order(index, False)
        return False

    def order(self, index: int, last: bool) -> None:
        """Order a worker to go after its query, this or the next, or to stay."""
        self._cells[index * _SIZE + _LAST] = float(last)

    def clear(self, index: int) -> None:
        """Make a slot ready for a new worker."""
        for cell in range(_SIZE):
            self._cells[index * _SIZE + cell] = 0.0
