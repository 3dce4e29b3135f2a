"""What a remote store has answered before: the dataset is immutable while it is served, so an answer stays true."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from pyoxigraph import Triple

Triples = tuple[Triple, ...]


class Cache:
    """Lists of triples by what was asked, at most `most` triples of them; what was asked for longest ago goes first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[Hashable, Triples] = OrderedDict()
        self._most, self._size = most, 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Triples | None:
        """Give what is kept under a key, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, triples: Triples) -> None:
        """Keep an answer, unless it alone would take an eighth of the room."""
        weight = len(triples) + 1
        with self._lock:
            if key in self._kept or weight * 8 > self._most:
                return
            self._kept[key] = triples
            self._size += weight
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1]) + 1
