"""The query endpoint: the SPARQL 1.1 Protocol for machines, a form and a table for people."""

import json
import re
from dataclasses import replace

from flask import Blueprint, Response, request

from rip_ld.formats import DATA, Format
from rip_ld.harvest.service import COUNT_DEFAULT, COUNT_NAMED, Sizes, service_description
from rip_ld.kept import kept
from rip_ld.publication import Publication
from rip_ld.sparql import Query, QueryFailure, parse
from rip_ld.web import querypage
from rip_ld.web.answer import run
from rip_ld.web.answering import confirmed, tag_of, told, wanted, wishes
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import data, publication

blueprint = Blueprint("sparql", __name__)
_FORMAT = re.compile(rb"(?:^|&)format=[^&]")  # in a form; in the text of a query there is no such sign before a name


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer one query (SPARQL 1.1 Protocol, section 2.1); a person gets a page, and who asks nothing a description of the service."""
    accept = request.headers.get("Accept")
    wish = wishes(accept)
    body = request.get_data()
    by_format = bool(request.args.get("format") or _FORMAT.search(body))
    if request.method != "POST" and not request.args.get("query", "").strip() and "update" not in request.args:
        if wish.graph_page and not by_format:
            return querypage.first()
        if "query" not in request.args and (row := choose(accept, DATA)):
            return _described(row)
    try:
        query = parse(
            request.method,
            request.query_string.decode("latin-1"),
            request.headers.get("Content-Type"),
            body,
            solutions=wish.solutions,
            graph=wish.graph,
            base_iri=_service(),
            coding=request.headers.get("Content-Encoding"),
        )
        if wish.page(query.text) and not by_format:
            return querypage.results(query.text, run(replace(query, solutions="json", graph="ttl")))
        tag, accepted = tag_of(publication(), request.method, query), request.headers.get("Accept-Encoding")
        whole = confirmed(tag, request.headers.get("If-None-Match"), accepted) or told(publication(), query, tag, run(wanted(query)), accepted)
    except QueryFailure as failure:
        return querypage.failed(failure, wish.page(request.values.get("query", "")))
    passed = whole.file is not None
    return Response(whole.file if passed else whole.body, whole.status, whole.all_headers, direct_passthrough=passed)


def _described(row: Format) -> Response:
    """Describe the endpoint itself (SPARQL 1.1 Service Description, section 2)."""
    service, here = _service(), request.base_url
    quads = [*publication().catalog.document(service), *service_description(service, here, _sizes(publication()), bool(publication().settings.federate))]
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


@kept(1)
def _counted(of: Publication) -> Sizes | None:
    answers = [of.pool.run(Query(text)) for text in (COUNT_DEFAULT, COUNT_NAMED)]
    if any(answer.cut for answer in answers):
        return None
    default, named = (json.loads(answer.whole())["results"]["bindings"] for answer in answers)
    return Sizes(int(default[0]["n"]["value"]), {row["g"]["value"]: int(row["n"]["value"]) for row in named if row["g"]["type"] == "uri"})
