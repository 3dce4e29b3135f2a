"""The query endpoint: the SPARQL 1.1 Protocol for machines, a form and a table for people."""

import json
import time
from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat, serialize
from pyoxigraph import parse as parse_rdf

from rip_ld.catalog.model import Link, Text
from rip_ld.formats import DATA, HTML, Format, Unwritable
from rip_ld.sparql import GRAPHS, SOLUTIONS, TABLES, Answer, QueryFailure, parse
from rip_ld.web.errors import explain
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import data, publication

blueprint = Blueprint("sparql", __name__)
START = "SELECT ?thing ?label WHERE {\n  ?thing rdfs:label ?label .\n}\nORDER BY ?label\nLIMIT 20"
PLAIN = "SELECT * WHERE {\n  ?thing ?property ?value .\n}\nLIMIT 20"
SHOWN = 1000
JSON_LD = next(row for row in DATA if row.extension == "jsonld")
MOST_COMPACTED = 4 << 20  # bytes of N-Triples
MOST_SHOWN = 8 << 20  # bytes of an answer that become a table on a page; any format but a page takes more


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer one query (SPARQL 1.1 Protocol, section 2.1); a person gets a page, and who asks nothing a description of the service."""
    accept = request.headers.get("Accept")
    page = choose(accept, (*SOLUTIONS.values(), *GRAPHS.values(), HTML)) is HTML and not request.args.get("format")
    if request.method != "POST" and not request.args.get("query", "").strip():
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
        )
        if page:
            return _results(query.text, publication().pool.run(replace(query, solutions="json", graph="ttl")))
        if not (query.solutions or query.graph):
            return explain(406, formats=(*SOLUTIONS.values(), *GRAPHS.values()))
        answer = publication().pool.run(replace(query, graph="nt") if query.graph == JSON_LD.extension else query)
        if query.graph == JSON_LD.extension and answer.kind == "graph":
            answer = _as_json_ld(answer)
    except QueryFailure as failure:
        return _failed(failure, page)
    row = TABLES[answer.kind][answer.format]
    response = Response(bytes(answer.body), content_type=row.content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Server-Timing"] = f"query;dur={answer.elapsed * 1000:.1f}"
    return response


def start() -> str:
    """Give a query to begin with: one that reads well, where its prefix needs no declaration."""
    return START if "rdfs" in publication().dataset.prefixes else PLAIN


def _as_json_ld(answer: Answer) -> Answer:
    """Write N-Triples as JSON-LD, compacted like our documents; a large answer as the engine writes it, which takes a fraction of the time."""
    started = time.perf_counter()
    statements = parse_rdf(bytes(answer.body), format=RdfFormat.N_TRIPLES)
    if len(answer.body) > MOST_COMPACTED:
        try:
            body = serialize(statements, format=RdfFormat.JSON_LD)
        except OSError as error:
            raise Unwritable(f"{error}; another format can.") from None
    else:
        body = JSON_LD.writer(statements, publication().how)
    return Answer(answer.kind, JSON_LD.extension, body, answer.elapsed + time.perf_counter() - started)


def _described(row: Format) -> Response:
    """Describe the endpoint itself (SPARQL 1.1 Service Description, section 2)."""
    response = data(publication().document(publication().dataset.base + "sparql", row), row)
    response.headers["Cache-Control"] = "no-cache"
    return response


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
    if answer.kind == "graph":
        return _page(text, answer=answer, turtle=answer.body.decode())
    if len(answer.body) > MOST_SHOWN:
        raise QueryFailure("too-large", limit=MOST_SHOWN)
    found = json.loads(answer.body)
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
