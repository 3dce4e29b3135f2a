"""Read RDF files as they are, of any syntax, into N-Quads on disk: so nothing of them stays in this process."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from pyoxigraph import Quad, RdfFormat, parse, serialize

from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.syntax import syntax_problem

# The end of a file's name, without .gz, tells its syntax.
SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
PACKED = ".gz"
_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 20
_NO_CALLBACK = "No LoadDocumentCallback"  # how the engine says that it has nothing to fetch a context with


@dataclass(frozen=True)
class Quads:
    """Statements of some files as N-Quads in a file without a name; they may be read any number of times, also by several threads."""

    paths: tuple[Path, ...]
    count: int
    digest: str
    spool: IO[bytes] = field(repr=False)

    def __iter__(self) -> Iterator[bytes]:
        """Give the N-Quads in pieces."""
        offset = 0
        while piece := os.pread(self.spool.fileno(), _CHUNK, offset):
            yield piece
            offset += len(piece)

    def parsed(self) -> Iterator[Quad]:
        """Give the statements one by one."""
        return parse(b"".join(self), format=RdfFormat.N_QUADS)


def read_files(paths: Sequence[Path]) -> Quads:
    """Read RDF files, each by its extension.

    Relative IRIs are resolved against the file's own (RFC 3986, section 5.1.3); blank nodes of two files are never one.

    Returns their statements. Raises DatasetError with the first problem of every file that cannot be read: nothing half-loads.
    """
    spool = tempfile.TemporaryFile(prefix="rip-ld-")
    digest, problems, count = hashlib.sha256(), [], 0
    for path in paths:
        source = _Counted(path, digest)
        try:
            serialize(source.quads(), spool, format=RdfFormat.N_QUADS)
        except DatasetError as error:
            problems += error.problems
        count += source.count
    if problems:
        spool.close()
        raise DatasetError(problems)
    spool.flush()
    return Quads(tuple(paths), count, digest.hexdigest(), spool)


class _Counted:
    """One file on its way: its bytes are digested and its statements counted as they go through."""

    def __init__(self, path: Path, digest: "hashlib._Hash") -> None:
        self._path, self._digest, self.count = path, digest, 0

    def quads(self) -> Iterator[Quad]:
        """Parse the file; DatasetError where it cannot be read."""
        name = str(self._path)
        stem = self._path.with_suffix("") if self._path.suffix.lower() == PACKED else self._path
        syntax = SYNTAXES.get(stem.suffix.lower())
        if syntax is None:
            raise _problem(name, "unknown-syntax", f"What is in a file is told by its name, which ends in {', '.join(SYNTAXES)}, or one of these and {PACKED}.")
        try:
            if syntax == RdfFormat.RDF_XML:
                self._sound_xml(name)
            with self._open() as self._source:
                for quad in parse(self, format=syntax, base_iri=self._path.resolve().as_uri(), rename_blank_nodes=True):
                    self.count += 1
                    yield quad
        except SyntaxError as error:
            if str(error.msg).startswith(_NO_CALLBACK):
                raise _problem(name, "remote-context", "This file needs a JSON-LD context from elsewhere, and nothing is fetched; write the context into it.") from None
            text = stem.read_text("utf-8", "replace") if syntax == RdfFormat.TURTLE and stem is self._path else ""
            raise DatasetError([syntax_problem(text, name, error)]) from None
        except (OSError, EOFError) as error:
            raise _problem(name, "unreadable", f"Cannot be read: {getattr(error, 'strerror', None) or error}.") from None

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes to the parser."""
        data = self._source.read(size)
        self._digest.update(data)
        return data

    def _open(self) -> IO[bytes]:
        file = gzip.open(self._path) if self._path.suffix.lower() == PACKED else self._path.open("rb")
        if file.peek(len(_MARK))[: len(_MARK)] == _MARK:
            file.read(len(_MARK))
        return file

    def _sound_xml(self, name: str) -> None:
        """Have an XML parser read the file first: the engine tells no place, and takes half a document for a whole one."""
        parser = expat.ParserCreate()
        with self._open() as file:
            try:
                parser.ParseFile(file)
            except expat.ExpatError as error:
                reason = expat.ErrorString(error.code)
                raise _problem(name, "syntax", f"This is no XML: {reason}.", error.lineno, error.offset + 1) from None


def _problem(name: str, code: str, message: str, line: int = 1, column: int = 1) -> DatasetError:
    return DatasetError([Problem(Place(name, line, column), "error", code, message)])
