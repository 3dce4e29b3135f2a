"""The page of the query endpoint: a form, and the answer to what is in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, render_template, request

from rip_ld.formats import HTML
from rip_ld.sparql import Answer, QueryFailure
from rip_ld.web import answer as answers
from rip_ld.web.asking import address
from rip_ld.web.errors import explain
from rip_ld.web.respond import publication

# A query to begin with, of whatever dataset: its answer shows what there is to ask for, its comments how to go on.
START = """\
# What is here: every class, and how many things it has.
# The things of one of them, with their names, are to be had so:
#   SELECT * WHERE { ?thing a CLASS ; rdfs:label ?name } LIMIT 30
SELECT ?class (COUNT(?thing) AS ?things)
WHERE {
  ?thing a ?class .
}
GROUP BY ?class
ORDER BY DESC(?things) ?class
LIMIT 30"""
MOST_ADDRESS = 6000  # characters of a query that an address may hold, percent-encoded, wherever it is pasted
AROUND = 1  # lines of a query that are shown before and after the place of an error


@dataclass(frozen=True)
class Printed:
    """What stands on paper beside an answer: when it was given, and the address of the query, if it has one."""

    when: str
    address: str


def page(text: str, **more: object) -> Response:
    """Give the page with a query in its form; `more` is what the template shows besides."""
    prefixes = sorted(publication().dataset.prefixes.items())
    body = render_template("sparql.html", query=text, prefixes=prefixes, endpoints=publication().settings.federate, **more)
    return Response(body, content_type=HTML.content_type, headers={"Cache-Control": "no-cache"})


def results(text: str, answer: Answer) -> Response:
    """Show a query with its answer."""
    seen = answers.shown(answer)
    downloads = [(name, address(text, name)) for name in seen.formats] if len(text) <= MOST_ADDRESS else []
    return page(text, answer=seen, printed=_printed(text), downloads=downloads)


def failed(failure: QueryFailure, as_page: bool) -> Response:
    """Tell why a query has no answer, on the page with the query, at its place, or in one line."""
    text = request.values.get("query", "")  # of a form that has been read as bytes nothing is left: then the answer is plain
    response = page(text, failure=failure, place=_place(failure, text), printed=_printed(text)) if as_page and text else explain(failure.status, failure.message)
    response.status_code = failure.status
    response.headers["Cache-Control"] = "no-store"
    if failure.retry_after:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _printed(text: str) -> Printed:
    now = datetime.now(UTC)
    return Printed(f"{now.day} {now:%B %Y, %H:%M} UTC", request.url_root.rstrip("/") + address(text) if len(text) <= MOST_ADDRESS else "")


def _place(failure: QueryFailure, text: str) -> str:
    """Give the lines around a syntax error, each with its number, and a mark below the place; empty where the failure has none."""
    line, column = failure.details.get("line"), failure.details.get("column")
    if not (isinstance(line, int) and isinstance(column, int)):
        return ""
    lines = text.replace("\r\n", "\n").split("\n")
    first = max(0, line - 1 - AROUND)
    rows = [f"{number:>4}  {row}" for number, row in enumerate(lines[first : line + AROUND], first + 1)]
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    rows.insert(line - first, " " * 6 + "".join("\t" if letter == "\t" else " " for letter in before) + "▲")
    return "\n".join(rows)
