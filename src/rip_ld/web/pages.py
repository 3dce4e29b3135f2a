"""Things and their documents: 303 from the thing to the document that the client likes best (Cool URIs for the Semantic Web)."""

from flask import Blueprint, Response, abort, redirect, render_template, request

from rip_ld.catalog import terms as t
from rip_ld.formats import DATA, DOCUMENTS, HTML, Format
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import data, document_links, formats_of, path_of, publication

blueprint = Blueprint("pages", __name__)


@blueprint.get("/", defaults={"path": ""})
@blueprint.get("/<path:path>")
def anything(path: str) -> Response:
    """Answer any address of the dataset's space: a shelf, a document of a thing, or the thing itself."""
    if not path or path.endswith("/"):
        return shelf(path)
    for row in DOCUMENTS:
        name = path.removesuffix("." + row.extension)
        if name != path and publication().catalog.exists(publication().dataset.base + name):
            return document(name, row)
    return thing(path)


def shelf(path: str) -> Response:
    """Show what stands below an address that ends with a slash; for a machine, lead to the description of the dataset."""
    catalog = publication().catalog
    listed = catalog.shelf(catalog.base + path)
    if listed is None:
        return missing(path)
    row = choose(request.headers.get("Accept"), DOCUMENTS)
    if row is None:
        abort(406)
    if row is not HTML:
        return redirect(f"{path_of(catalog.iri)}.{row.extension}", 303)
    holds_dataset = catalog.iri.startswith(listed.iri)
    page = render_template("shelf.html", shelf=listed, crumbs=catalog.shelves(listed.iri), holds_dataset=holds_dataset, about=_about() if holds_dataset else None)
    return data(page.encode(), HTML, [f'<{path_of(catalog.iri)}>; rel="describedby"'])


def thing(path: str) -> Response:
    """Lead from a thing to the document that the client likes best (RFC 9110, section 15.4.4)."""
    catalog = publication().catalog
    iri = catalog.base + path
    if not catalog.exists(iri):
        return missing(path)
    row = choose(request.headers.get("Accept"), DOCUMENTS)
    if row is None:
        abort(406)
    response = redirect(f"{path_of(iri)}.{row.extension}", 303)
    for link in document_links(path_of(iri), None, _licence()):
        response.headers.add("Link", link)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def document(path: str, row: Format) -> Response:
    """Give the document about a thing in one format; 410 with what remains where the thing has been withdrawn."""
    catalog = publication().catalog
    iri = catalog.base + path
    links = document_links(path_of(iri), row, _licence())
    if row is HTML:
        resource = catalog.describe(iri)
        page = render_template("resource.html", thing=resource, formats=formats_of(path_of(iri)))
        response = data(page.encode(), HTML, links)
    else:
        response = data(publication().document(iri, row), row, links)
    if catalog.withdrawn(iri):
        response.status_code = 410
    return response


def missing(path: str) -> Response:
    """Lead from a misspelt case or a forgotten or surplus slash to the right address; else 404."""
    catalog = publication().catalog
    stem, dot, extension = path.rpartition(".")
    candidates = [(path, ""), (stem, dot + extension.lower())] if dot else [(path, "")]
    for name, ending in candidates:
        right = catalog.respelt(catalog.base + name)
        if right is not None:
            return redirect(path_of(right) + ending, 301)
    for other in (path.rstrip("/"), path + "/"):
        if other != path and (catalog.respelt(catalog.base + other) or (other.endswith("/") and catalog.shelf(catalog.base + other))):
            return redirect(path_of(catalog.respelt(catalog.base + other) or catalog.base + other), 301)
    abort(404)


def _about() -> dict[str, object]:
    """Give what the home page tells of the dataset: schemes, entry points, counts."""
    catalog = publication().catalog
    counts = {name: catalog.value(catalog.iri, t.NamedNode(t.VOID + name)) for name in ("triples", "entities")}
    return {
        "schemes": catalog.of_type(t.CONCEPT_SCHEME),
        "starts": catalog.values(catalog.iri, t.NamedNode(t.VOID + "rootResource")),
        "counts": counts,
        "dataset": catalog.labels.link(t.NamedNode(catalog.iri)),
        "graphs": catalog.of_type(t.NAMED_GRAPH),
    }


def _licence() -> str:
    licences = publication().catalog.values(publication().catalog.iri, t.LICENSE)
    return licences[0].iri if licences else ""
