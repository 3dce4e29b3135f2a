"""Write an answer in a format, sound whatever is in it; what a format has no way to say is refused, never left out or changed.

The engine serialises. What it writes as it is, where a reader of XML or CSV would not take it or would read something else, is mended on its way.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import BlankNode, QueryBoolean, QuerySolutions, QueryTriples, Triple, serialize

from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.results import Format

if TYPE_CHECKING:  # which needs this module
    from rip_ld.sparql.rows import Count

Results = QuerySolutions | QueryBoolean | QueryTriples

_PLAIN = ("json", "tsv", "nt", "jsonld")  # what the engine writes as it should be
_WITH_PREFIXES = ("ttl", "rdf")
_PREFIX_LINE = re.compile(rb"@prefix ([^:]*): <[^>]*> \.\n")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# What the engine writes where XML has no name for a predicate, and names that RDF/XML or XML keep to themselves.
_NO_NAME = re.compile(rb'<oxprefix: xmlns:oxprefix="([^"]*)"|<(xmlns:[^ />]*|rdf:(?:bagID|aboutEach|aboutEachPrefix))[ />]')
_LONGEST_NAME = 4096  # bytes of the longest predicate that is looked for across two writes
_ROW = re.compile(rb'((?:"(?:[^"]|"")*"|[^"\r\n])*)\r\n')
_CHUNK = 1 << 16
# How the engine's complaints begin → what it cannot write.
_COMPLAINTS = {
    "RDF/XML reserved": "a predicate that is part of its own syntax",
    "JSON-LD does not support RDF 1.2": "a triple as a value",
}
_INSTEAD = {"xml": "JSON", "rdf": "Turtle or N-Triples", "jsonld": "Turtle or N-Triples"}


class Output(Protocol):
    """Where an answer goes: `data` is all of it unless it has `spilled` into a file, `rows` counts those of a table."""

    data: bytearray
    spilled: bool
    rows: "Count"

    def write(self, chunk: bytes) -> int:
        """Take more bytes."""
        ...

    def flush(self) -> None:
        """Let nothing wait."""
        ...

    def clear(self) -> None:
        """Forget all bytes."""
        ...


def write(results: Results, row: Format, output: Output, prefixes: Mapping[str, str], again: Callable[[], Results]) -> None:
    """Write what the engine found; QueryFailure where the format cannot say it. `again` evaluates once more, which CSV may need."""
    try:
        if row.name in _PLAIN:
            results.serialize(output, format=row.engine)
        elif row.name in _WITH_PREFIXES:
            serialize(results, _Xml(output, row) if row.name == "rdf" else output, format=row.engine, prefixes=prefixes)
        elif row.name == "xml":
            results.serialize(_Xml(output, row), format=row.engine)
        elif isinstance(results, QuerySolutions) and results.variables:
            _write_csv(results, row, output, again)
        else:
            results.serialize(output, format=row.engine)
    except OSError as error:
        what = next((what for start, what in _COMPLAINTS.items() if str(error).startswith(start)), "")
        if what:
            raise unwritable(row, what) from None
        raise
    if row.name == "ttl" and not output.spilled:
        _prune_prefixes(output.data, prefixes)


def unwritable(row: Format, what: str) -> QueryFailure:
    """Make the failure of a format that cannot say something."""
    return QueryFailure("unwritable", format=row.title, what=what, instead=_INSTEAD[row.name])


class _Xml:
    """Escape carriage returns, which XML reads as line feeds otherwise (XML 1.0, section 2.11), and refuse what is no XML."""

    def __init__(self, output: Output, row: Format) -> None:
        self._output, self._row, self._end = output, row, b""
        self._names = row.name == "rdf"
        self.flush = output.flush

    def write(self, chunk: bytes) -> int:
        seen = self._end + chunk
        self._end = seen[-(_LONGEST_NAME if self._names else 2) :]
        if odd := _NOT_XML.search(seen):
            raise unwritable(self._row, f"the character U+{ord(odd[0].decode()):04X}")
        if self._names and (bad := _NO_NAME.search(seen)):
            raise unwritable(self._row, f"a predicate of this answer ({(bad[1] or bad[2]).decode()})")
        self._output.write(chunk.replace(b"\r", b"&#xD;") if b"\r" in chunk else chunk)  # what the engine writes of itself has none
        return len(chunk)


class _Unsound(Exception):
    """A row of CSV has not as many columns as it should."""


class _Csv:
    """See to it that every row has its columns (RFC 4180): the engine does not quote an IRI with a comma in it.

    The empty value of a table of one column becomes `""`: many readers skip empty lines, and would lose rows.
    """

    def __init__(self, output: Output, columns: int) -> None:
        self._output, self._columns, self._rest = output, columns, bytearray()

    def write(self, chunk: bytes) -> int:
        self._rest += chunk
        if len(self._rest) > _CHUNK:
            self.flush()
        return len(chunk)

    def flush(self) -> None:
        """Pass the whole rows on; what follows them waits."""
        end = self._rest.rfind(b"\r\n") + 2
        while end > 1 and self._rest.count(b'"', 0, end) % 2:  # within quotes
            end = self._rest.rfind(b"\r\n", 0, end - 2) + 2
        if end < 2:
            return
        rows = bytes(self._rest[:end])
        del self._rest[:end]
        if not self._sound(rows):
            raise _Unsound
        if self._columns == 1 and (rows.startswith(b"\r\n") or b"\r\n\r\n" in rows):
            rows = _ROW.sub(lambda row: (row[1] or b'""') + b"\r\n", rows)
        self._output.write(rows)

    def _sound(self, rows: bytes) -> bool:
        if b'"' not in rows:
            return rows.count(b",") == (self._columns - 1) * rows.count(b"\r\n")
        return all(len(row) in (self._columns, 0) for row in csv.reader(io.StringIO(rows.decode(), newline="")))


def _write_csv(results: QuerySolutions, row: Format, output: Output, again: Callable[[], Results]) -> None:
    mended = _Csv(output, len(results.variables))
    try:
        results.serialize(mended, format=row.engine)
        mended.flush()
    except _Unsound:
        output.clear()
        for rows in _rows(again()):
            output.write(rows)


def _rows(solutions: QuerySolutions) -> Iterator[bytes]:
    """Write a table row by row; some ten times as slow as the engine."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([variable.value for variable in solutions.variables])
    for solution in solutions:
        rows.writerow([_text(term) for term in solution])
        if out.tell() > _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _text(term: object) -> str:
    if isinstance(term, Triple):
        return " ".join(map(_text, term))
    return "" if term is None else f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def _prune_prefixes(turtle: bytearray, prefixes: Mapping[str, str]) -> None:
    """Take out of Turtle the `@prefix` lines that nothing in it uses; the serializer writes one for every prefix given."""
    end = 0
    lines = {}
    for _ in prefixes:
        line = _PREFIX_LINE.match(turtle, end)
        if not line:
            break
        lines[line[1]], end = line[0], line.end()
    used = (line for name, line in lines.items() if re.compile(rb"[\s(^]" + re.escape(name) + rb":").search(turtle, end - 1))
    turtle[:end] = b"".join(used)
