"""What an answer to a query is over HTTP, whoever asks the pool for it: the front for machines, Flask for people."""

import hashlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import pyoxigraph
from pyoxigraph import RdfFormat, serialize
from pyoxigraph import parse as parse_rdf

from rip_ld.formats import DATA, HTML, Unwritable
from rip_ld.kept import kept
from rip_ld.publication import Publication
from rip_ld.sparql import GRAPHS, SOLUTIONS, Answer, Query, QueryFailure
from rip_ld.sparql import text as query_text
from rip_ld.sparql.spool import Spool
from rip_ld.web.bridge import Whole
from rip_ld.web.coding import LEAST, coded, packed
from rip_ld.web.coding import choose as choose_coding
from rip_ld.web.negotiate import choose

JSON_LD = next(row for row in DATA if row.extension == "jsonld")
ALWAYS = (("cache-control", "no-cache"), ("vary", "Accept, Accept-Encoding"))
MOST_COMPACTED = 4 << 20  # bytes of N-Triples
_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE")  # with these, or words like them, every answer is another
_VOLATILE_WORD = re.compile(rf"\b(?:{'|'.join(_VOLATILE)})\b")


@dataclass(frozen=True)
class Wishes:
    """What an Accept header likes best: a format of tables and one of graphs, and whether a page is better than any of these, or all there is."""

    solutions: str | None
    graph: str | None
    table_page: bool
    graph_page: bool

    def page(self, text: str) -> bool:
        """Tell whether the answer to a query is wanted as a page, where that kind of answer has no format that is liked more; without a query, a description is a graph."""
        return self.table_page if query_text.form(text)[0] in ("SELECT", "ASK") else self.graph_page


@lru_cache(maxsize=1024)
def wishes(accept: str | None) -> Wishes:
    """Read an Accept header as the endpoint does (SPARQL 1.1 Protocol, section 2.1.6)."""
    solutions, graph = choose(accept, SOLUTIONS.values()), choose(accept, GRAPHS.values())
    pages = (choose(accept, (*rows.values(), HTML)) is HTML for rows in (SOLUTIONS, GRAPHS))
    return Wishes(solutions.name if solutions else None, graph.name if graph else None, *pages)


@kept(1)
def _edition(of: Publication) -> str:
    """Tell apart what makes the same query give other bytes: data, context, and the programs that answer."""
    return _digest(f"{of.digest} {of.settings.default_graph} {of.settings.query_rows} {of.how.context} {pyoxigraph.__version__}".encode())


def tag_of(publication: Publication, method: str, query: Query) -> str | None:
    """Give the ETag of a query's answer, before it is known; empty where the answer may be another each time, None for a POST."""
    if method == "POST":
        return None
    upper = query.text.upper()
    if any(map(upper.__contains__, _VOLATILE)) and _VOLATILE_WORD.search(upper):
        return ""
    how = f"{_edition(publication)} {query.solutions} {query.graph} {query.base_iri} {query.default_graphs} {query.named_graphs}"
    return f'"{_digest(how.encode(), query.text.encode())}"'


def confirmed(tag: str | None, known: str | None, accepted: str | None) -> Whole | None:
    """Answer 304 to who has the answer already, as it is or in the coding that it accepts (RFC 9110, section 13.1.2); else None."""
    if not tag or not known:
        return None
    coding = choose_coding(accepted)
    found = next((name for name in (tag, *([coded(tag, coding)] if coding else [])) if _names(known, name)), None)
    return Whole(304, [("etag", found), *ALWAYS], b"") if found else None


def _names(known: str, tag: str) -> bool:
    """Tell whether If-None-Match names a tag, compared weakly."""
    return tag in {name.strip().removeprefix("W/") for name in known.split(",")}


def wanted(query: Query) -> Query:
    """Give the query that the workers are to answer: they write no JSON-LD, which is made of N-Triples here."""
    return replace(query, graph="nt") if query.graph == JSON_LD.extension else query


def told(publication: Publication, query: Query, tag: str | None, answer: Answer, accepted: str | None, known: str | None = None) -> Whole:
    """Give the response that an answer is, with its tag and in the coding that the client accepts; 304 to who knows it, as `known` (If-None-Match) says.

    Raises QueryFailure where the answer is larger than the limit in its format, Unwritable where the format cannot say it.
    """
    if query.graph == JSON_LD.extension and answer.kind == "graph":
        answer = _as_json_ld(publication, answer)
    content, row = answer.body if answer.file is None else answer.file, answer.row
    lasting = bool(tag)
    if tag == "" or (tag and _holds(content, row.blank)):  # a blank node has another name after each start: then the bytes themselves make the tag
        tag = f'"{_digest(f"{answer.kind} {answer.format}".encode(), *_pieces(content))}"'
    headers = [("content-type", row.content_type), ("content-disposition", f'inline; filename="answer.{row.extension}"'), *ALWAYS, *told_cut(answer)]
    coding = choose_coding(accepted) if len(content) >= LEAST else None
    if coding:
        tag = tag and coded(tag, coding)
    if tag and known and (_names(known, tag) or known.strip() == "*"):  # it was not known before whether this is what the client has
        return Whole(304, [("etag", tag), *ALWAYS], b"")
    if coding:
        content = packed(content, tag if tag and lasting else "", coding)
        headers.append(("content-encoding", coding.name))
    if tag:
        headers.append(("etag", tag))
    headers.append(("content-length", str(len(content))))
    body, file = (b"", content) if isinstance(content, Spool) else (content, None)
    return Whole(200, headers, body, file, lasting, answer.elapsed)


def told_cut(answer: Answer) -> list[tuple[str, str]]:
    """Give the header that tells that rows were left out: the one by which Virtuoso does, and which clients know."""
    return [("x-sparql-maxrows", str(answer.cut))] if answer.cut else []


def _digest(*pieces: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _pieces(content: bytes | Spool) -> Iterable[bytes]:
    return content if isinstance(content, Spool) else (content,)


def _holds(content: bytes | Spool, mark: bytes) -> bool:
    """Tell whether a mark stands somewhere in an answer, also across two pieces of it."""
    if not isinstance(content, Spool):
        return mark in content
    end = b""
    for piece in content:
        if mark in piece or (end and mark in end + piece[: len(mark)]):
            return True
        end = piece[-len(mark) :]
    return False


def _as_json_ld(publication: Publication, answer: Answer) -> Answer:
    """Write N-Triples as JSON-LD, compacted like our documents; a large answer as the engine writes it, which takes a fraction of the time."""
    started = time.perf_counter()
    body, file, limit = b"", None, publication.settings.query_bytes << 20
    if answer.size > MOST_COMPACTED and answer.file is not None:
        file = Spool(limit=limit)
        try:
            serialize(parse_rdf(path=answer.file.path, format=RdfFormat.N_TRIPLES), file, format=RdfFormat.JSON_LD)
        except OSError as error:
            raise Unwritable(f"{error}; another format can.") from None
        except OverflowError:
            raise QueryFailure("too-large", limit=limit) from None
    else:
        body = JSON_LD.writer(parse_rdf(answer.whole(), format=RdfFormat.N_TRIPLES), publication.how)
    return Answer(answer.kind, JSON_LD.extension, body, answer.elapsed + time.perf_counter() - started, file)
