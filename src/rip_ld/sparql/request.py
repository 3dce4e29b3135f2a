"""Read a query operation of the SPARQL 1.1 Protocol from the plain values of an HTTP request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.results import GRAPH_NICKNAMES, GRAPHS, SOLUTIONS, Format
from rip_ld.sparql.text import unescaped

MAX_QUERY_BYTES = 1 << 20
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

_MAX_FIELDS = 1000
DATASET = ("default-graph-uri", "named-graph-uri")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CHARSET = re.compile(r"""; *charset *= *"?([^";\s]*)""", re.IGNORECASE)
_ABSOLUTE_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*""")


@dataclass(slots=True, unsafe_hash=True)  # it would take three times as long to make a frozen one
class Query:
    """A query and how it is wanted: `solutions` and `graph` name a format for each kind of answer, None if none will do.

    `default_graphs` and `named_graphs` are the protocol's dataset, which overrides the query's own; `base_iri` resolves
    relative IRIs in the text. Code point escapes in it are read at once, so that nobody who looks for a word is deceived.
    """

    text: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    solutions: str | None = "json"
    graph: str | None = "ttl"
    base_iri: str | None = None

    def __post_init__(self) -> None:
        if "\\" in self.text:
            self.text = unescaped(self.text)


def parse(
    method: str,
    query_string: str,
    content_type: str | None = None,
    body: bytes = b"",
    *,
    solutions: str | None = "json",
    graph: str | None = "ttl",
    base_iri: str | None = None,
    max_bytes: int = MAX_QUERY_BYTES,
    coding: str | None = None,
) -> Query:
    """Read the one query of a request (SPARQL 1.1 Protocol, 2.1: GET, POST of a form, POST of the query itself).

    `query_string` is the raw one, still percent-encoded; `solutions` and `graph` are the formats that Accept negotiated, which
    a parameter `format` overrides; `coding` is the body's Content-Encoding (RFC 9110, section 8.4). QueryFailure with status 400, 405, 413 or 415 for anything else.
    """
    if method not in _METHODS:
        raise QueryFailure("method", method=method)
    if body and (coding or "").strip().lower() not in ("", "identity"):
        raise QueryFailure("media-type", reason=f"A query is posted as it is, not in the coding {coding}")
    if len(query_string) > 3 * max_bytes or (body and len(body) > (3 if _media_type(content_type) == FORM else 1) * max_bytes):
        raise QueryFailure("too-long", limit=max_bytes)
    fields = _fields(query_string, "address")
    if method == "POST":
        for name, values in _posted(content_type, body).items():
            fields.setdefault(name, []).extend(values)
    if "update" in fields:
        raise QueryFailure("update")
    texts = fields.get("query", [])
    if len(texts) != 1:
        raise QueryFailure("many-queries", count=len(texts)) if texts else QueryFailure("no-query")
    if len(texts[0]) > max_bytes // 4 and len(texts[0].encode()) > max_bytes:
        raise QueryFailure("too-long", limit=max_bytes)
    if "format" in fields:
        solutions, graph = _wanted(fields["format"], solutions, graph)
    default, named = (_iris(fields[name], name) if name in fields else () for name in DATASET)
    return Query(texts[0], default, named, solutions, graph, base_iri)


_METHODS = ("GET", "HEAD", "POST")


def _posted(content_type: str | None, body: bytes) -> dict[str, list[str]]:
    """Give the fields of a posted form, or the query that is the body itself as if it were one."""
    media_type = _media_type(content_type)
    if media_type == UPDATE:
        raise QueryFailure("update")
    if media_type not in (FORM, DIRECT):
        raise QueryFailure("media-type", reason=f"A query is posted as {FORM} or {DIRECT}, not as {media_type or 'something unnamed'}")
    match = _CHARSET.search(content_type or "")
    charset = match[1] if match else "utf-8"
    if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise QueryFailure("media-type", reason=f"A query is posted in UTF-8, not in {charset}")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryFailure("bad-request", reason=f"The body is not UTF-8 (byte {error.start + 1})") from None
    return _fields(text, "body") if media_type == FORM else {"query": [text]}


def _fields(encoded: str, where: str) -> dict[str, list[str]]:
    """Decode a query string or form, once, into the values of each name; a sequence of bytes that is not UTF-8 is an error, never a replacement character."""
    if "%" in encoded and _BAD_ESCAPE.search(encoded):
        raise QueryFailure("bad-request", reason=f"A percent sign in the {where} is not followed by two hexadecimal digits")
    fields, found = encoded.split("&"), {}
    if len(fields) > _MAX_FIELDS:
        raise QueryFailure("bad-request", reason=f"The {where} has more than {_MAX_FIELDS} parameters")
    try:
        for field in filter(None, fields):
            name, _, value = field.partition("=")
            found.setdefault(_decoded(name), []).append(_decoded(value))
    except UnicodeDecodeError:
        raise QueryFailure("bad-request", reason=f"The percent-encoding in the {where} is not that of UTF-8") from None
    return found


def _decoded(text: str) -> str:
    """Decode percent signs that are all sound, as urllib does in ten times the time: as another kind of escapes, which the interpreter reads itself."""
    if "+" in text:
        text = text.replace("+", " ")
    if "%" not in text:
        return text
    return text.encode().replace(b"\\", b"%5C").replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1").decode()


def _iris(values: Sequence[str], name: str) -> tuple[str, ...]:
    for value in filter(None, values):
        if not _ABSOLUTE_IRI.fullmatch(value):
            raise QueryFailure("bad-request", reason=f"The {name} {value[:100]!r} is not an absolute IRI")
    return tuple(filter(None, values))


def _wanted(formats: Sequence[str], solutions: str | None, graph: str | None) -> tuple[str | None, str | None]:
    """Let `format=` choose, by name, nickname or media type; it rules out the kinds of answer that it cannot be.

    Clients such as SPARQLWrapper send it several times over, and lists of media types in it: all that are known must agree.
    """
    names = [name.strip().lower() for value in formats for name in value.split(",") if name.strip()]
    if not names:
        return solutions, graph
    found = {(_row(name, SOLUTIONS), _row(GRAPH_NICKNAMES.get(name, name), GRAPHS)) for name in names} - {(None, None)}
    if len(found) == 1:
        return found.pop()
    known = ", ".join(dict.fromkeys([*SOLUTIONS, *GRAPHS]))
    raise QueryFailure("bad-request", reason=f"The parameter format takes one of {known}")


def _row(name: str, table: dict[str, Format]) -> str | None:
    """Give the name of the row that a name or a media type stands for."""
    return next((row.name for row in table.values() if name in (row.name, row.media_type, *row.also)), None)


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()
