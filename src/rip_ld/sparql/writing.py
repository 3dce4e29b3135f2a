"""Write an answer in a format, sound whatever is in it; what a format has no way to say is refused, never left out or changed.

The engine serialises. What it writes as it is, where a reader of XML or CSV would not take it or would read something else, is mended here.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from pyoxigraph import BlankNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.results import Format

_WITH_PREFIXES = (RdfFormat.TURTLE, RdfFormat.RDF_XML)
_XML = (RdfFormat.RDF_XML, QueryResultsFormat.XML)
_PREFIX_LINE = re.compile(rb"@prefix ([^:]*): <[^>]*> \.\n")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# What the engine writes where XML has no name for a predicate, and names that RDF/XML or XML keep to themselves.
_NO_NAME = re.compile(rb'<oxprefix: xmlns:oxprefix="([^"]*)"|<(xmlns:[^ />]*|rdf:(?:bagID|aboutEach|aboutEachPrefix))[ />]')
_EMPTY_ROW = re.compile(rb'((?:"(?:[^"]|"")*"|[^"\r\n])*)\r\n')
_CHUNK = 1 << 16
# How the engine's complaints begin → what it cannot write.
_COMPLAINTS = {
    "RDF/XML reserved": "a predicate that is part of its own syntax",
    "JSON-LD does not support RDF 1.2": "a triple as a value",
}
_INSTEAD = {"xml": "JSON", "rdf": "Turtle or N-Triples", "jsonld": "Turtle or N-Triples"}


class Spool(Protocol):
    """A file that keeps what was written to it as `data`."""

    data: bytearray

    def write(self, chunk: bytes) -> int:
        """Take more bytes."""
        ...


Results = QuerySolutions | QueryBoolean | QueryTriples


def write(results: Results, row: Format, spool: Spool, prefixes: Mapping[str, str], again: Callable[[], Results]) -> None:
    """Write what the engine found; QueryFailure where the format cannot say it. `again` evaluates once more, which CSV may need."""
    try:
        if row.engine in _WITH_PREFIXES:
            serialize(results, spool, format=row.engine, prefixes=prefixes)
        else:
            results.serialize(spool, format=row.engine)
    except OSError as error:
        what = next((what for start, what in _COMPLAINTS.items() if str(error).startswith(start)), "")
        if what:
            raise unwritable(row, what) from None
        raise
    if row.engine == RdfFormat.TURTLE:
        _prune_prefixes(spool.data, prefixes)
    elif row.engine in _XML:
        _make_xml_sound(spool.data, row)
    elif row.engine == QueryResultsFormat.CSV and isinstance(results, QuerySolutions):
        _make_csv_sound(spool, len(results.variables), again)


def unwritable(row: Format, what: str) -> QueryFailure:
    """Make the failure of a format that cannot say something."""
    return QueryFailure("unwritable", format=row.title, what=what, instead=_INSTEAD[row.name])


def _make_xml_sound(xml: bytearray, row: Format) -> None:
    """Escape carriage returns, which XML reads as line feeds otherwise (XML 1.0, section 2.11), and refuse what is no XML."""
    if odd := _NOT_XML.search(xml):
        raise unwritable(row, f"the character U+{ord(odd[0].decode()):04X}")
    if row.engine == RdfFormat.RDF_XML and (bad := _NO_NAME.search(xml)):
        raise unwritable(row, f"a predicate of this answer ({(bad[1] or bad[2]).decode()})")
    if b"\r" in xml:  # what the engine writes of itself has none
        xml[:] = xml.replace(b"\r", b"&#xD;")


def _make_csv_sound(spool: Spool, columns: int, again: Callable[[], Results]) -> None:
    """See to it that every row has its columns (RFC 4180): the engine does not quote an IRI with a comma in it.

    The empty value of a table of one column becomes `""`: many readers skip empty lines, and would lose rows.
    """
    if not _has_columns(spool.data, columns):
        spool.data.clear()
        for line in _lines(again()):
            spool.write(line)
    elif columns == 1 and b"\r\n\r\n" in spool.data:
        spool.data[:] = _EMPTY_ROW.sub(lambda row: (row[1] or b'""') + b"\r\n", spool.data)


def _has_columns(data: bytearray, columns: int) -> bool:
    if columns == 0 or (b'"' not in data and data.count(b",") == (columns - 1) * data.count(b"\r\n")):
        return True
    return all(len(row) in (columns, 0) for row in csv.reader(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline="")))


def _lines(solutions: QuerySolutions) -> Iterator[bytes]:
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
