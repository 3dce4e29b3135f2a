"""The query endpoint: the SPARQL 1.1 Protocol for machines, a form and a table for people."""

import hashlib
import json
import re
import time
from dataclasses import replace
from functools import lru_cache

import pyoxigraph
from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat, serialize
from pyoxigraph import parse as parse_rdf

from rip_ld.catalog.model import Link, Text
from rip_ld.formats import DATA, HTML, Format, Unwritable
from rip_ld.harvest.service import COUNT_DEFAULT, COUNT_NAMED, Sizes, service_description
from rip_ld.publication import Publication
from rip_ld.sparql import GRAPHS, SOLUTIONS, TABLES, Answer, Query, QueryFailure, parse
from rip_ld.sparql.spool import Spool
from rip_ld.web.coding import choose as choose_coding
from rip_ld.web.coding import coded
from rip_ld.web.errors import explain
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import DEPARTURE, data, publication

blueprint = Blueprint("sparql", __name__)
START = "SELECT ?thing ?label WHERE {\n  ?thing rdfs:label ?label .\n}\nORDER BY ?label\nLIMIT 20"
PLAIN = "SELECT * WHERE {\n  ?thing ?property ?value .\n}\nLIMIT 20"
SHOWN = 1000
JSON_LD = next(row for row in DATA if row.extension == "jsonld")
MOST_COMPACTED = 4 << 20  # bytes of N-Triples
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)  # with these, or words like them, every answer is another
_BLANK = re.compile(rb'_:|"bnode"|<bnode>|nodeID=')
MOST_SHOWN = 8 << 20  # bytes of an answer that become a table on a page; any format but a page takes more


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer one query (SPARQL 1.1 Protocol, section 2.1); a person gets a page, and who asks nothing a description of the service."""
    accept = request.headers.get("Accept")
    page = choose(accept, (*SOLUTIONS.values(), *GRAPHS.values(), HTML)) is HTML and not request.args.get("format")
    if request.method != "POST" and not request.args.get("query", "").strip() and "update" not in request.args:
        if page:
            return _page(start())
        if "query" not in request.args and (row := choose(accept, DATA)):
            return _described(row)
    solutions, graph = choose(accept, SOLUTIONS.values()), choose(accept, GRAPHS.values())
    try:
        query = parse(
            request.method,
            request.query_string.decode("latin-1"),
            request.headers.get("Content-Type"),
            request.get_data(),
            solutions=solutions and solutions.name,
            graph=graph and graph.name,
            base_iri=_service(),
        )
        if page:
            return _results(query.text, _run(replace(query, solutions="json", graph="ttl")))
        if not (query.solutions or query.graph):
            return explain(406, formats=(*SOLUTIONS.values(), *GRAPHS.values()))
        tag = _tag(query)
        if confirmed := _confirmed(tag):
            return confirmed
        answer = _run(replace(query, graph="nt") if query.graph == JSON_LD.extension else query)
        if query.graph == JSON_LD.extension and answer.kind == "graph":
            answer = _as_json_ld(answer)
    except QueryFailure as failure:
        return _failed(failure, page)
    row = TABLES[answer.kind][answer.format]
    response = Response(bytes(answer.body) if answer.file is None else answer.file, content_type=row.content_type, direct_passthrough=answer.file is not None)
    response.headers["Content-Length"] = str(answer.size)
    response.headers["Cache-Control"] = "no-cache"
    if tag and not _has_blank_nodes(answer):  # blank nodes have other names after each start: then the bytes themselves make the tag
        response.headers["ETag"] = tag
    response.headers["Server-Timing"] = f"query;dur={answer.elapsed * 1000:.1f}"
    return response


def start() -> str:
    """Give a query to begin with: one that reads well, where its prefix needs no declaration."""
    return START if "rdfs" in publication().dataset.prefixes else PLAIN


def _run(query: Query) -> Answer:
    return publication().pool.run(query, request.environ.get(DEPARTURE))


def _as_json_ld(answer: Answer) -> Answer:
    """Write N-Triples as JSON-LD, compacted like our documents; a large answer as the engine writes it, which takes a fraction of the time."""
    started = time.perf_counter()
    body, file = b"", None
    if answer.size > MOST_COMPACTED and answer.file is not None:
        file = Spool(limit=publication().settings.query_bytes << 20)
        try:
            serialize(parse_rdf(path=answer.file.path, format=RdfFormat.N_TRIPLES), file, format=RdfFormat.JSON_LD)
        except OSError as error:
            raise Unwritable(f"{error}; another format can.") from None
        except OverflowError:
            raise QueryFailure("too-large", limit=publication().settings.query_bytes << 20) from None
    else:
        body = JSON_LD.writer(parse_rdf(answer.whole(), format=RdfFormat.N_TRIPLES), publication().how)
    return Answer(answer.kind, JSON_LD.extension, body, answer.elapsed + time.perf_counter() - started, file)


def _described(row: Format) -> Response:
    """Describe the endpoint itself (SPARQL 1.1 Service Description, section 2)."""
    service, here = _service(), request.base_url
    quads = [*publication().catalog.document(service), *service_description(service, here, _sizes(publication()))]
    response = data(row.writer(quads, replace(publication().how, first=service)), row)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Host")
    return response


def _service() -> str:
    """Give the IRI of the endpoint, against which a query without BASE resolves relative IRIs."""
    return publication().dataset.base + "sparql"


def _sizes(of: Publication) -> Sizes | None:
    """Ask the query processes how many statements they hold; None where they cannot tell within their limits."""
    try:
        return _counted(of)
    except QueryFailure:
        return None


@lru_cache(maxsize=8)
def _counted(of: Publication) -> Sizes:
    default, named = (json.loads(of.pool.run(Query(text)).whole())["results"]["bindings"] for text in (COUNT_DEFAULT, COUNT_NAMED))
    return Sizes(int(default[0]["n"]["value"]), {row["g"]["value"]: int(row["n"]["value"]) for row in named if row["g"]["type"] == "uri"})


@lru_cache(maxsize=8)
def _edition(of: Publication) -> str:
    """Tell apart what makes the same query give other bytes: data, context, and the programs that answer."""
    return f"{of.digest} {of.settings.default_graph} {of.how.context} {pyoxigraph.__version__}"


def _tag(query: Query) -> str:
    """Give the ETag of a query's answer, before it is known; empty where the answer may be another each time."""
    if request.method == "POST" or _VOLATILE.search(query.text):
        return ""
    return f'"{hashlib.sha256(f"{_edition(publication())} {query}".encode()).hexdigest()[:32]}"'


def _has_blank_nodes(answer: Answer) -> bool:
    end = b""
    for piece in answer.file or (bytes(answer.body),):
        if _BLANK.search(end + piece):
            return True
        end = piece[-10:]
    return False


def _confirmed(tag: str) -> Response | None:
    """Answer 304 to who has the answer already, as it is or in the coding that it accepts, without asking anew (RFC 9110, section 13.1.2)."""
    known, coding = request.if_none_match, choose_coding(request.headers.get("Accept-Encoding"))
    tags = [tag, *([coded(tag, coding)] if coding else [])] if tag and not known.star_tag else []
    found = next((name for name in tags if known.contains_weak(name.strip('"'))), None)
    if found is None:
        return None
    return Response(status=304, headers={"ETag": found, "Cache-Control": "no-cache"})


def _failed(failure: QueryFailure, page: bool) -> Response:
    text = request.values.get("query", "")  # of a form that has been read as bytes nothing is left: then the answer is plain
    response = _page(text, failure=failure) if page and text else explain(failure.status, failure.message)
    response.status_code = failure.status
    response.headers["Cache-Control"] = "no-store"
    if failure.retry_after:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _page(text: str, **more: object) -> Response:
    prefixes = sorted(publication().dataset.prefixes.items())
    body = render_template("sparql.html", query=text, prefixes=prefixes, **more)
    return Response(body, content_type=HTML.content_type, headers={"Cache-Control": "no-cache"})


def _results(text: str, answer: Answer) -> Response:
    """Show an answer as a table with labels, as yes or no, or as Turtle."""
    if answer.size > MOST_SHOWN:
        raise QueryFailure("too-large", limit=MOST_SHOWN)
    if answer.kind == "graph":
        return _page(text, answer=answer, turtle=answer.whole().decode())
    found = json.loads(answer.whole())
    if answer.kind == "boolean":
        return _page(text, answer=answer, verdict=found["boolean"])
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    table = [[_cell(row.get(name)) for name in names] for row in rows[:SHOWN]]
    return _page(text, answer=answer, names=names, table=table, count=len(rows))


def _cell(binding: dict | None) -> Link | Text | None:
    if binding is None:
        return None
    if binding["type"] == "uri":
        from pyoxigraph import NamedNode

        return publication().catalog.labels.link(NamedNode(binding["value"]))
    if binding["type"] == "triple":
        return Text(" ".join(binding["value"][part]["value"] if binding["value"][part]["type"] != "triple" else "…" for part in ("subject", "predicate", "object")))
    return Text(binding["value"], binding.get("xml:lang", ""))
