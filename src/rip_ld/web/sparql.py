"""The query endpoint: the SPARQL 1.1 Protocol for machines, a form and a table for people."""

import time
from dataclasses import replace

from flask import Blueprint, Response, request
from pyoxigraph import RdfFormat, serialize
from pyoxigraph import parse as parse_rdf

from rip_ld.formats import DATA, HTML, Format
from rip_ld.sparql import GRAPHS, SOLUTIONS, TABLES, Answer, QueryFailure, parse
from rip_ld.sparql.spool import Spool
from rip_ld.web import querypage
from rip_ld.web.answer import run
from rip_ld.web.errors import explain
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import data, publication

blueprint = Blueprint("sparql", __name__)
JSON_LD = next(row for row in DATA if row.extension == "jsonld")
MOST_COMPACTED = 4 << 20  # bytes of N-Triples


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer one query (SPARQL 1.1 Protocol, section 2.1); a person gets a page, and who asks nothing a description of the service."""
    accept = request.headers.get("Accept")
    page = choose(accept, (*SOLUTIONS.values(), *GRAPHS.values(), HTML)) is HTML and not request.args.get("format")
    if request.method != "POST" and not request.args.get("query", "").strip():
        if page:
            return querypage.page(querypage.START)
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
            return querypage.results(query.text, run(replace(query, solutions="json", graph="ttl")))
        if not (query.solutions or query.graph):
            return explain(406, formats=(*SOLUTIONS.values(), *GRAPHS.values()))
        answer = run(replace(query, graph="nt") if query.graph == JSON_LD.extension else query)
        if query.graph == JSON_LD.extension and answer.kind == "graph":
            answer = _as_json_ld(answer)
    except QueryFailure as failure:
        return querypage.failed(failure, page)
    row = TABLES[answer.kind][answer.format]
    response = Response(bytes(answer.body) if answer.file is None else answer.file, content_type=row.content_type, direct_passthrough=answer.file is not None)
    response.headers["Content-Length"] = str(answer.size)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Server-Timing"] = f"query;dur={answer.elapsed * 1000:.1f}"
    return response


def _as_json_ld(answer: Answer) -> Answer:
    """Write N-Triples as JSON-LD, compacted like our documents; a large answer as the engine writes it, which takes a fraction of the time."""
    started = time.perf_counter()
    body, file = b"", None
    if answer.size > MOST_COMPACTED and answer.file is not None:
        file = Spool(limit=publication().settings.query_bytes << 20)
        try:
            serialize(parse_rdf(path=answer.file.path, format=RdfFormat.N_TRIPLES), file, format=RdfFormat.JSON_LD)
        except OverflowError:
            raise QueryFailure("too-large", limit=publication().settings.query_bytes << 20) from None
    else:
        body = JSON_LD.writer(parse_rdf(answer.whole(), format=RdfFormat.N_TRIPLES), publication().how)
    return Answer(answer.kind, JSON_LD.extension, body, answer.elapsed + time.perf_counter() - started, file)


def _described(row: Format) -> Response:
    """Describe the endpoint itself (SPARQL 1.1 Service Description, section 2)."""
    response = data(publication().document(publication().dataset.base + "sparql", row), row)
    response.headers["Cache-Control"] = "no-cache"
    return response
