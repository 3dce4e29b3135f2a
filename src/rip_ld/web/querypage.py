"""The page of the query endpoint: a form, and the answer to what is in it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, render_template, request

from rip_ld.dataset.examples import Example
from rip_ld.formats import HTML
from rip_ld.sparql import Answer, QueryFailure
from rip_ld.sparql import text as query_text
from rip_ld.web import answer as answers
from rip_ld.web.asking import address
from rip_ld.web.errors import explain
from rip_ld.web.respond import publication
from rip_ld.web.snippets import snippets

# A query to begin with, of whatever dataset: its answer shows what there is to ask for, its comments how to go on.
START = """\
# What is here: every class, and how many things it has.
# The things of one of them, with their names, are to be had so:
#   SELECT * WHERE { ?thing a CLASS ; LABEL ?name } LIMIT 30
SELECT ?class (COUNT(?thing) AS ?things)
WHERE {
  ?thing a ?class .
}
GROUP BY ?class
ORDER BY DESC(?things) ?class
LIMIT 30"""
MOST_ADDRESS = 6000  # characters of a query that an address may hold, percent-encoded, wherever it is pasted
MOST_HEADING = 80  # letters of a title that come from the query
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
AROUND = 1  # lines of a query that are shown before and after the place of an error


@dataclass(frozen=True)
class Printed:
    """What stands on paper beside an answer: when it was given, and the address of the query, if it has one."""

    when: str
    address: str


def first() -> Response:
    """Give the page with a query to begin with."""
    label = publication().dataset.compact(LABEL)
    return page(START.replace("LABEL", label if label != LABEL else f"<{label}>"), "")


def page(text: str, heading: str, **more: object) -> Response:
    """Give the page with a query in its form; the title begins with `heading`, and `more` is what the template shows besides."""
    prefixes = sorted(publication().dataset.prefixes.items())
    body = render_template("sparql.html", query=text, heading=heading, prefixes=prefixes, settings=publication().settings, example=_example(), **more)
    return Response(body, content_type=HTML.content_type, headers={"Cache-Control": "no-cache"})


def results(text: str, answer: Answer) -> Response:
    """Show a query with its answer."""
    seen = answers.shown(answer)
    short = len(text) <= MOST_ADDRESS
    downloads = [(name, address(text, name)) for name in seen.formats] if short else []
    ways = snippets(query_text.form(text)[0], text, request.url_root.rstrip("/")) if short else []
    return page(text, _said(text) or "Answer", answer=seen, printed=_printed(text), downloads=downloads, snippets=ways)


def _example() -> Example | None:
    """Give the example with which the text in the form was begun, as the address or the form itself says."""
    return publication().gallery.get(request.values.get("example", ""))


def _said(text: str) -> str:
    """Say in a few words what a query asks: what its first line says, if that is a comment, or the question of the example that it is; else nothing."""
    example = _example()
    if example and example.text == text.replace("\r\n", "\n").strip():
        return example.question or example.title
    line = text.lstrip().partition("\n")[0].strip()
    words = line.lstrip("# ") if line.startswith("#") else ""
    return words if len(words) <= MOST_HEADING else words[:MOST_HEADING].rsplit(" ", 1)[0] + " …"


def failed(failure: QueryFailure, as_page: bool) -> Response:
    """Tell why a query has no answer, on the page with the query, at its place, or in one line."""
    text = request.values.get("query", "")  # of a form that has been read as bytes nothing is left: then the answer is plain
    response = page(text, ": ".join(filter(None, ("Error", _said(text)))), failure=failure, place=_place(failure, text), printed=_printed(text)) if as_page and text else explain(failure.status, failure.message)
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
