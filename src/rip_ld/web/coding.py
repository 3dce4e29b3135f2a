"""Content codings (RFC 9110, section 8.4): the one place where a body is compressed; what was compressed is kept."""

import re
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import zstandard
from flask import Request, Response

from rip_ld.sparql.spool import Spool

LEAST = 1024  # bytes; less is not worth it
LARGE = 4 << 20  # bytes; more is compressed fast rather than well, and not kept
MOST_KEPT = 32 << 20
_TEXT = re.compile(r"text/|image/svg\+xml|application/(?:[\w.-]+\+)?(?:json|xml|n-triples|n-quads|trig|javascript)\b")
_PART = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+))?\s*", re.IGNORECASE)


class Compressor(Protocol):
    """What compresses a body, piece by piece."""

    def compress(self, data: bytes) -> bytes:
        """Take in a piece."""
        ...

    def flush(self) -> bytes:
        """Give what is left."""
        ...


@dataclass(frozen=True)
class Coding:
    """A content coding: its registered name, and what makes a compressor for a body of so many bytes."""

    name: str
    compressor: Callable[[int], Compressor]


def _zstd(size: int) -> Compressor:
    return zstandard.ZstdCompressor(level=3).compressobj(size=size)


def _gzip(size: int) -> Compressor:
    return zlib.compressobj(1 if size > LARGE else 6, wbits=31)  # 31: with the header and trailer of gzip


# In the order of preference where a client likes several equally (RFC 8878; RFC 1952).
CODINGS = (Coding("zstd", _zstd), Coding("gzip", _gzip))
ALIASES = {"x-gzip": "gzip"}


def choose(accepted: str | None) -> Coding | None:
    """Choose the coding that a client likes best (RFC 9110, section 12.5.3); None where it wants the body as it is, or says nothing."""
    weights = {}
    for part in (accepted or "").split(","):
        match = _PART.fullmatch(part)
        if match:
            weights[ALIASES.get(match[1].lower(), match[1].lower())] = _weight(match[2])
    best, chosen = max(weights.get("identity", 0.0), 0.0), None
    for coding in CODINGS:
        weight = weights.get(coding.name, weights.get("*", 0.0))
        if weight > best or (weight == best > 0 and chosen is None):
            best, chosen = weight, coding
    return chosen


def _weight(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 1.0


class Kept:
    """Compressed bodies by entity tag, at most `most` bytes of them; the oldest go first. Threads may share it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._bytes, self._most = 0, most

    def get(self, tag: str) -> bytes | None:
        """Give what is kept under a tag."""
        with self._lock:
            return self._bodies.get(tag)

    def keep(self, tag: str, body: bytes) -> None:
        """Keep a body that is not large."""
        with self._lock:
            if len(body) <= LARGE and tag not in self._bodies:
                self._bodies[tag] = body
                self._bytes += len(body)
            while self._bytes > self._most:
                self._bytes -= len(self._bodies.popitem(last=False)[1])


_kept = Kept()


def codable(response: Response) -> bool:
    """Tell whether a response is text of some size that nothing has coded or cut yet."""
    if response.status_code in (204, 206, 304) or not _TEXT.match(response.mimetype or "") or "Content-Encoding" in response.headers:
        return False
    body = response.response
    return len(body if isinstance(body, Spool) else response.get_data()) >= LEAST


def tagged(response: Response, request: Request) -> Coding | None:
    """Choose the coding of a response and give it the strong ETag of that coding; None where its body goes as it is.

    Who asks for a part gets it of the body as it is.
    """
    coding = choose(request.headers.get("Accept-Encoding"))
    if coding is None or "Range" in request.headers or not codable(response):
        return None
    if tag := response.headers.get("ETag"):
        response.headers["ETag"] = coded(tag, coding)
    return coding


def coded(tag: str, coding: Coding) -> str:
    """Give the entity tag of a coding of what has a strong entity tag."""
    return f'{tag[:-1]}-{coding.name}"'


def encode(response: Response, coding: Coding) -> None:
    """Compress the body of a response, a file into a file, or take it from what is kept under its ETag."""
    spooled = isinstance(response.response, Spool)
    content = packed(response.response if spooled else response.get_data(), response.headers.get("ETag", ""), coding)
    if isinstance(content, Spool):
        response.response = content
        response.headers["Content-Length"] = str(len(content))
    else:
        response.set_data(content)
    response.headers["Content-Encoding"] = coding.name


def packed(content: bytes | Spool, tag: str, coding: Coding) -> bytes | Spool:
    """Compress bytes into bytes, a file into a file; bytes may be kept already under the tag of their coding."""
    found = _kept.get(tag) if tag else None
    if found is not None:
        return found
    compressor = coding.compressor(len(content))
    if isinstance(content, Spool):
        file = Spool()
        for piece in content:
            file.write(compressor.compress(piece))
        file.write(compressor.flush())
        return file
    body = compressor.compress(content) + compressor.flush()
    if tag:
        _kept.keep(tag, body)
    return body
