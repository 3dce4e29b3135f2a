"""The query endpoint: the SPARQL 1.1 Protocol for machines, a form and a table for people."""

import json
from dataclasses import replace
from functools import lru_cache

from flask import Blueprint, Response, render_template, request

from rip_ld.catalog.model import Link, Text
from rip_ld.formats import DATA, HTML, Format
from rip_ld.harvest.service import COUNT_DEFAULT, COUNT_NAMED, Sizes, service_description
from rip_ld.publication import Publication
from rip_ld.sparql import GRAPHS, SOLUTIONS, Answer, Query, QueryFailure, parse
from rip_ld.web.answering import confirmed, tag_of, told, wanted, wishes
from rip_ld.web.errors import explain
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import DEPARTURE, data, publication

blueprint = Blueprint("sparql", __name__)
START = "SELECT ?thing ?label WHERE {\n  ?thing rdfs:label ?label .\n}\nORDER BY ?label\nLIMIT 20"
PLAIN = "SELECT * WHERE {\n  ?thing ?property ?value .\n}\nLIMIT 20"
SHOWN = 1000
MOST_SHOWN = 8 << 20  # bytes of an answer that become a table on a page; any format but a page takes more


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer one query (SPARQL 1.1 Protocol, section 2.1); a person gets a page, and who asks nothing a description of the service."""
    accept = request.headers.get("Accept")
    wish = wishes(accept)
    page = wish.page and not request.args.get("format")
    if request.method != "POST" and not request.args.get("query", "").strip() and "update" not in request.args:
        if page:
            return _page(start())
        if "query" not in request.args and (row := choose(accept, DATA)):
            return _described(row)
    try:
        query = parse(
            request.method,
            request.query_string.decode("latin-1"),
            request.headers.get("Content-Type"),
            request.get_data(),
            solutions=wish.solutions,
            graph=wish.graph,
            base_iri=_service(),
        )
        if page:
            return _results(query.text, _run(replace(query, solutions="json", graph="ttl")))
        if not (query.solutions or query.graph):
            return explain(406, formats=(*SOLUTIONS.values(), *GRAPHS.values()))
        tag, accepted = tag_of(publication(), request.method, query), request.headers.get("Accept-Encoding")
        whole = confirmed(tag, request.headers.get("If-None-Match"), accepted) or told(publication(), query, tag, _run(wanted(query)), accepted)
    except QueryFailure as failure:
        return _failed(failure, page)
    passed = whole.file is not None
    return Response(whole.file if passed else whole.body, whole.status, whole.headers, direct_passthrough=passed)


def start() -> str:
    """Give a query to begin with: one that reads well, where its prefix needs no declaration."""
    return START if "rdfs" in publication().dataset.prefixes else PLAIN


def _run(query: Query) -> Answer:
    return publication().pool.run(query, request.environ.get(DEPARTURE))


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
