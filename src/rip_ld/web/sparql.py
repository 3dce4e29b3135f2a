"""The query endpoint: the SPARQL 1.1 Protocol for machines, a form and a table for people."""

import json
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from rip_ld.catalog.model import Link, Text
from rip_ld.formats import HTML
from rip_ld.sparql import GRAPHS, SOLUTIONS, TABLES, Answer, QueryFailure, parse
from rip_ld.web.errors import explain
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import publication

blueprint = Blueprint("sparql", __name__)
START = "SELECT ?thing ?label WHERE {\n  ?thing rdfs:label ?label .\n}\nORDER BY ?label\nLIMIT 20"
SHOWN = 1000


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer one query (SPARQL 1.1 Protocol, section 2.1); a person gets a page."""
    accept = request.headers.get("Accept")
    page = choose(accept, (*SOLUTIONS.values(), *GRAPHS.values(), HTML)) is HTML and "format" not in request.args
    if page and request.method == "GET" and not request.args.get("query", "").strip():
        return _page(START)
    solutions, graph = choose(accept, tuple(SOLUTIONS.values())), choose(accept, tuple(GRAPHS.values()))
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
        answer = publication().pool.run(query)
    except QueryFailure as failure:
        return _failed(failure, page)
    row = TABLES[answer.kind][answer.format]
    response = Response(answer.body, content_type=row.content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Server-Timing"] = f"query;dur={answer.elapsed * 1000:.1f}"
    return response


def _failed(failure: QueryFailure, page: bool) -> Response:
    text = request.values.get("query", "")
    response = _page(text, failure=failure) if page and text else explain(failure.status, failure.message)
    response.status_code = failure.status
    response.headers["Cache-Control"] = "no-store"
    if failure.retry_after:
        response.headers["Retry-After"] = str(failure.retry_after)
    if failure.status == 405:
        response.headers["Allow"] = "GET, HEAD, OPTIONS, POST"
    return response


def _page(text: str, **more: object) -> Response:
    prefixes = sorted(publication().dataset.prefixes.items())
    body = render_template("sparql.html", query=text, prefixes=prefixes, **more)
    return Response(body, content_type=HTML.content_type, headers={"Cache-Control": "no-cache"})


def _results(text: str, answer: Answer) -> Response:
    """Show an answer as a table with labels, as yes or no, or as Turtle."""
    if answer.kind == "graph":
        return _page(text, answer=answer, turtle=answer.body.decode())
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
    return Text(binding["value"], binding.get("xml:lang", ""))
