"""The page of the query endpoint: a form, and an answer as a table with labels, as yes or no, or as Turtle."""

import json

from flask import Response, render_template, request
from pyoxigraph import NamedNode

from rip_ld.catalog.model import Link, Text
from rip_ld.formats import HTML
from rip_ld.sparql import Answer, QueryFailure
from rip_ld.web.errors import explain
from rip_ld.web.respond import publication

START = "SELECT ?thing ?label WHERE {\n  ?thing rdfs:label ?label .\n}\nORDER BY ?label\nLIMIT 20"
SHOWN = 1000
MOST_SHOWN = 8 << 20  # bytes of an answer that become a table on a page; any format but a page takes more


def page(text: str, **more: object) -> Response:
    """Give the page with a query in its form; `more` is what the template shows besides."""
    prefixes = sorted(publication().dataset.prefixes.items())
    body = render_template("sparql.html", query=text, prefixes=prefixes, **more)
    return Response(body, content_type=HTML.content_type, headers={"Cache-Control": "no-cache"})


def results(text: str, answer: Answer) -> Response:
    """Show a query with its answer; raises QueryFailure where that is too large for a page."""
    if answer.size > MOST_SHOWN:
        raise QueryFailure("too-large", limit=MOST_SHOWN)
    if answer.kind == "graph":
        return page(text, answer=answer, turtle=answer.whole().decode())
    found = json.loads(answer.whole())
    if answer.kind == "boolean":
        return page(text, answer=answer, verdict=found["boolean"])
    names, rows = found["head"]["vars"], found["results"]["bindings"]
    table = [[_cell(row.get(name)) for name in names] for row in rows[:SHOWN]]
    return page(text, answer=answer, names=names, table=table, count=len(rows))


def failed(failure: QueryFailure, as_page: bool) -> Response:
    """Tell why a query has no answer, on the page with the query or in one line."""
    text = request.values.get("query", "")  # of a form that has been read as bytes nothing is left: then the answer is plain
    response = page(text, failure=failure) if as_page and text else explain(failure.status, failure.message)
    response.status_code = failure.status
    response.headers["Cache-Control"] = "no-store"
    if failure.retry_after:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _cell(binding: dict | None) -> Link | Text | None:
    if binding is None:
        return None
    if binding["type"] == "uri":
        return publication().catalog.labels.link(NamedNode(binding["value"]))
    return Text(binding["value"], binding.get("xml:lang", ""))
