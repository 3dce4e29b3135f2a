"""The gallery: every query that the dataset offers, with what may be put into it, its answer, and how to ask it from elsewhere."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request

from rip_ld.catalog.gallery import NoSuchChoice
from rip_ld.catalog.labels import natural
from rip_ld.dataset.examples import Example, Parameter, UnknownParameter
from rip_ld.dataset.read import graph_iri
from rip_ld.formats import DATA, DOCUMENTS, HTML
from rip_ld.harvest.examples import STEM, gallery_iri
from rip_ld.sparql import SOLUTIONS, Answer, Query, QueryFailure
from rip_ld.store import StoreError, StoreTimeout, noted
from rip_ld.web import pages
from rip_ld.web.answer import run, shown
from rip_ld.web.answering import told_cut
from rip_ld.web.errors import explain
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import KEEP, data, document_links, path_of, publication
from rip_ld.web.snippets import snippets

blueprint = Blueprint("gallery", __name__)
DOWNLOADS = {"SELECT": ("csv", "tsv", "json", "xml"), "ASK": ("json", "xml")}
MOST_IN_A_MENU = 60  # more choices than these are typed, with suggestions, rather than picked from a menu


@dataclass(frozen=True)
class Field:
    """A parameter as a field of a form: a menu of choices, or a field to type in with suggestions; the value that it has."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    value: str
    fault: str = ""


@blueprint.get("/queries/")
def gallery() -> Response:
    """List the queries in groups, those with one keyword where one is asked for; a client that wants data is led to a description."""
    offered = publication().gallery.examples
    if not offered or choose(request.headers.get("Accept"), DOCUMENTS) is not HTML:
        return pages.shelf("queries/")
    asked = request.args.get("keyword", "").strip()[:100]
    keyword = next((word for example in offered for word in example.keywords if word.casefold() == asked.casefold()), asked)
    there = [example for example in offered if not keyword or keyword in example.keywords]
    names = sorted({example.group for example in there}, key=lambda name: (not name, natural(name)))
    groups = [(name, [example for example in there if example.group == name]) for name in names]
    keywords: dict[str, int] = {}
    for example in offered:
        for word in example.keywords:
            keywords[word] = keywords.get(word, 0) + 1
    told = sorted(((word, count) for word, count in keywords.items() if count > 1 or word == keyword), key=lambda row: natural(row[0]))
    iri = gallery_iri(publication().dataset.base)
    body = render_template("gallery.html", iri=iri, path=path_of(iri).rstrip("/"), groups=groups, keyword=keyword, keywords=told, count=len(there), most=len(offered))
    return data(body.encode(), HTML, [f'<{path_of(iri).rstrip("/")}.{row.extension}>; rel="alternate"; type="{row.media_type}"' for row in DATA])


@blueprint.get("/queries/<name>")
def example(name: str) -> Response:
    """Lead from a query to its page or description; with values for its parameters to the page that has them."""
    if request.query_string and publication().gallery.get(name) is not None:
        return redirect(f"{_path(name)}.html?{request.query_string.decode('latin-1')}", 303)
    return pages.anything(f"queries/{name}")


@blueprint.get("/queries/<name>.html")
def example_page(name: str) -> Response:
    """Show a query: its question, its parameters as a form, its answer, its text, and how to ask it from elsewhere."""
    found = publication().gallery.get(name)
    if found is None:
        return pages.anything(f"queries/{name}.html")
    values, status, fault, answer, failure = {}, 200, "", None, None
    try:
        values = _given()
        text, chosen = publication().gallery.fill(found, values)
    except (NoSuchChoice, UnknownParameter) as error:
        text, chosen, fault, status = found.text, {}, str(error), 400
    except StoreError as error:
        text, chosen, failure, status = found.text, {}, _failure(error), error.status
    else:
        try:
            answer = shown(_run(text, "json"), once=True)
        except QueryFailure as error:
            failure, status = error, error.status
    keys = {name: choice.key for name, choice in chosen.items() if name in values}
    asked = f"?{urlencode(keys)}" if keys else ""
    body = render_template(
        "example.html",
        example=found,
        iri=gallery_iri(publication().dataset.base, name),
        path=_path(name),
        crumb=gallery_iri(publication().dataset.base),
        fields=[_field(found, row, chosen, values) for row in found.parameters],
        defaults=_defaults(found),
        fault=fault,
        text=text,
        answer=answer,
        failure=failure,
        downloads=[(kind, f"{_path(name)}.{kind}{asked}") for kind in DOWNLOADS.get(found.form, ())],
        snippets=snippets(found.form, text, request.url_root.rstrip("/"), f"{_path(name)}.csv{asked}"),
    )
    response = data(body.encode(), HTML, document_links(publication(), _path(name), HTML))
    response.status_code = status
    response.headers["Cache-Control"] = "no-cache" if status == 200 else "no-store"
    return _later(response, failure)


@blueprint.get("/queries/<name>.<any(csv,tsv,json,xml):extension>")
def example_answer(name: str, extension: str) -> Response:
    """Give the answer to a query in a format of tables; its parameters come in the address."""
    found = publication().gallery.get(name)
    if found is None or extension not in DOWNLOADS.get(found.form, ()):
        abort(404)
    row = SOLUTIONS[extension]
    try:
        answer = _run(publication().gallery.fill(found, _given())[0], row.name)
    except (NoSuchChoice, UnknownParameter) as error:
        return explain(400, str(error))
    except QueryFailure as failure:
        return _later(explain(failure.status, failure.message), failure)
    response = data(answer.whole(), row, [f'<{_path(name)}>; rel="describedby"'])
    response.headers.extend(told_cut(answer))
    response.headers["Content-Disposition"] = f'inline; filename="{quote(name)}.{extension}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/.well-known/sparql-examples")
@blueprint.get("/.well-known/sparql-examples/")
def well_known() -> Response:
    """Lead to all examples in full, as RDF whatever a machine accepts; a person to the gallery."""
    if not publication().gallery.examples:
        abort(404)
    row = choose(request.headers.get("Accept"), (*DATA, HTML)) or DATA[0]
    response = redirect("/queries/" if row is HTML else f"{path_of(examples_graph())}.{row.extension}", 302)
    response.headers["Cache-Control"] = KEEP
    return response


def examples_graph() -> str:
    """Give the IRI of the graph that holds the examples."""
    return graph_iri(publication().dataset.iri, STEM)


def _later(response: Response, failure: QueryFailure | None) -> Response:
    """Tell when to try again, where that helps."""
    if failure and failure.retry_after:
        response.headers["Retry-After"] = str(failure.retry_after)
    return response


def _given() -> dict[str, str]:
    """Give the values in the address; an empty field is one that was left as it was. NoSuchChoice where there are several of one."""
    found = {}
    for name, values in request.args.lists():
        some = list(dict.fromkeys(value[:1000] for value in values if value.strip()))
        if len(some) > 1:
            raise NoSuchChoice(f"{name[:80]} has several values in this address; a query takes one of each.")
        found.update({name: value for value in some})
    return found


def _run(text: str, form: str) -> Answer:
    return run(Query(text, solutions=form, graph="ttl"))


def _path(name: str) -> str:
    return path_of(gallery_iri(publication().dataset.base, name))


def _failure(error: StoreError) -> QueryFailure:
    """Tell of a store that cannot answer as of a query that gets no answer; the log has what it says."""
    noted(error)
    return QueryFailure("store-slow") if isinstance(error, StoreTimeout) else QueryFailure("store", reason="please try again in a moment")


def _defaults(found: Example) -> list[str]:
    """Name the values that the parameters of a query have in its file; none of them where the store does not answer."""
    with suppress(StoreError):
        return [publication().gallery.default(found, row).label for row in found.parameters]
    return []


def _field(found: Example, parameter: Parameter, chosen: dict, values: dict[str, str]) -> Field:
    """Make the field of a parameter; one to type in where the store does not tell what there is to choose."""
    name = parameter.name
    try:
        choices = publication().gallery.choices(found, parameter)
        choice = chosen.get(name) or publication().gallery.default(found, parameter)
    except StoreError:
        return Field(name, parameter.label, "text", (), values.get(name, ""))
    menu = 0 < len(choices) <= MOST_IN_A_MENU
    value = values.get(name, "") if not chosen and values.get(name) else choice.key if menu else choice.label
    kind = "menu" if menu else "list" if choices else parameter.choices
    return Field(name, parameter.label, kind, tuple((row.key, row.label) for row in choices), value)
