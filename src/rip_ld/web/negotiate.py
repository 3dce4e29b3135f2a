"""Content negotiation (RFC 9110, section 12.5.1): which of the formats there are does a client like best."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

MOST_RANGES = 200  # an Accept header names a few formats; what comes after these is not read

_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')
_QUALITY = re.compile(r';\s*q\s*=\s*(\d{0,3}(?:\.\d{0,9})?)\s*(?:;|$)')


class Negotiable(Protocol):
    """A row of any table of formats: its media type, and others by which clients ask for it."""

    @property
    def media_type(self) -> str:
        """Give the media type that the format is served as."""
        ...

    @property
    def also(self) -> tuple[str, ...]:
        """Give the other media types by which clients ask for the format."""
        ...


Row = TypeVar("Row", bound=Negotiable)


def ranges(accept: str | None) -> list[tuple[str, float]]:
    """List the media ranges of an Accept header, each with its weight from 0 to 1.

    Parameters other than q do not count; a q that is no number is as if it were not there; `*` is `*/*` (old Java clients).
    """
    found = []
    for match in _PART.finditer((accept or "*/*").lower()):
        name = match[0].partition(";")[0].strip()
        if name == "*":
            name = "*/*"
        if name.count("/") == 1 and len(found) < MOST_RANGES:
            quality = _QUALITY.search(match[0])
            digits = quality[1] if quality else ""
            found.append((name, min(1.0, float(digits)) if digits.strip(".") else 1.0))
    return found


def choose(accept: str | None, formats: Iterable[Row]) -> Row | None:
    """Choose the format that a client likes best; on a tie the one it named most exactly, then the first of `formats`.

    Returns None where the client accepts none of them.
    """
    wanted: dict[str, float] = {}
    for name, weight in ranges(accept) if accept and accept.strip() else [("*/*", 1.0)]:
        wanted[name] = max(weight, wanted.get(name, 0.0))
    best, chosen = (0.0, 0), None
    for row in formats:
        rank = _weight(row, wanted)
        if rank[0] > 0 and (chosen is None or rank > best):
            best, chosen = rank, row
    return chosen


def _weight(row: Negotiable, wanted: dict[str, float]) -> tuple[float, int]:
    """Give the weight of the most exact range that covers a format, and how exact it is (3 the type, 2 an alias, 1 type/*, 0 */*)."""
    levels = ((row.media_type,), row.also, (row.media_type.partition("/")[0] + "/*",), ("*/*",))
    for exactness, names in zip((3, 2, 1, 0), levels, strict=True):
        weights = [wanted[name] for name in names if name in wanted]
        if weights:
            return max(weights), exactness
    return 0.0, 0
