"""Keeping what was worked out of an object as long as the object itself: what is served gives way to another, and must leave nothing behind."""

from collections.abc import Callable
from functools import lru_cache, partial, update_wrapper


def kept(most: int) -> Callable[[Callable], "_Kept"]:
    """Have up to `most` results of a method, or of a function by its first argument, kept with that object; the oldest go first.

    functools.lru_cache would keep them with the function, and every object that it was asked of.
    """
    return partial(_Kept, most)


class _Kept:
    """A function with a cache in each object that it is asked of; where it is a method, the cache takes its place there."""

    def __init__(self, most: int, function: Callable) -> None:
        self._most, self._function = most, function
        self._name = f"{function.__module__}.{function.__qualname__}"
        update_wrapper(self, function)

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, owner: object | None, _: type | None = None) -> Callable:
        return self if owner is None else self._of(owner)

    def __call__(self, owner: object, *arguments: object) -> object:
        return self._of(owner)(*arguments)

    def _of(self, owner: object) -> Callable:
        there = vars(owner)
        return there.get(self._name) or there.setdefault(self._name, lru_cache(self._most)(partial(self._function, owner)))
