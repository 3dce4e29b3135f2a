"""Things and their documents: 303 from the thing to the document that the client likes best (Cool URIs for the Semantic Web)."""

from flask import Blueprint, Response, current_app, redirect, render_template, request

from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Branch, Shelf
from rip_ld.formats import DATA, DOCUMENTS, HTML, Format
from rip_ld.web.addresses import lead, moved
from rip_ld.web.documents import Documents
from rip_ld.web.errors import NotAcceptable
from rip_ld.web.negotiate import choose
from rip_ld.web.querypage import START
from rip_ld.web.respond import KEEP, data, named, path_of, publication

blueprint = Blueprint("pages", __name__)
HITS = 20  # what one page of a search shows


@blueprint.get("/", defaults={"path": ""})
@blueprint.get("/<path:path>")
def anything(path: str) -> Response:
    """Answer any address of the dataset's space: a shelf, a document of a thing, or the thing itself."""
    path = named(path)
    if "#" in path:  # the sign itself, which nobody sends but escaped: the address of a part of a document
        iri = publication().dataset.base + path
        return moved(iri) if publication().catalog.exists(iri) else lead(path)
    if not path or path.endswith("/"):
        return shelf(path)
    for row in DOCUMENTS:
        name = path.removesuffix("." + row.extension)
        if name.endswith("/"):
            break
        if name != path and publication().catalog.exists(publication().dataset.base + name):
            return document(name, row)
        if name != path and name and publication().catalog.shelf(publication().dataset.base + name + "/"):
            return shelf_document(name, row)
    return thing(path)


def shelf(path: str) -> Response:
    """Show what stands below an address that ends with a slash; for a machine, lead to its description or the dataset's."""
    catalog = publication().catalog
    listed = catalog.shelf(catalog.base + path)
    if listed is None:
        return lead(path)
    row = choose(request.headers.get("Accept"), DOCUMENTS)
    described = _described(path)
    if row is None:
        raise NotAcceptable(stem=described)
    if row is not HTML:
        return redirect(f"{described}.{row.extension}", 303)
    if catalog.iri.startswith(listed.iri):
        page = _home(listed)
    else:
        path = described if described != path_of(catalog.iri) else ""
        page = render_template("shelf.html", shelf=listed, crumbs=catalog.shelves(listed.iri), path=path)
    alternates = [f'<{described}.{row.extension}>; rel="alternate"; type="{row.media_type}"' for row in DATA] if described != path_of(catalog.iri) else []
    links = [f'<{path_of(catalog.iri)}>; rel="describedby"', *alternates]
    return data(page.encode(), HTML, links)


def shelf_document(name: str, row: Format) -> Response:
    """Give what is known of a shelf, with what stands on it, in a data format; its page is at its own address."""
    catalog = publication().catalog
    iri = catalog.base + name + "/"
    if row is HTML:
        return moved(iri)
    if not catalog.exists(iri):
        return redirect(f"{path_of(catalog.iri)}.{row.extension}", 303)
    return data(publication().document(iri, row), row, [f'<{path_of(iri)}>; rel="describes"'])


@blueprint.get("/search")
def search() -> Response:
    """Find things by words of their names, a page of them at a time."""
    words = " ".join(request.args.get("q", "")[:200].split())
    page = max(1, min(request.args.get("page", 1, type=int), 1000))
    start = (page - 1) * HITS
    found = publication().catalog.search(words, start, HITS)
    pages = -(-found.count // HITS)
    body = render_template("search.html", words=words, found=found, page=page, pages=pages, start=start)
    return data(body.encode(), HTML)


def thing(path: str) -> Response:
    """Lead from a thing to the document that the client likes best (RFC 9110, section 15.4.4)."""
    catalog = publication().catalog
    iri = catalog.base + path
    if not catalog.exists(iri):
        return lead(path)
    row = choose(request.headers.get("Accept"), DOCUMENTS)
    if row is None:
        raise NotAcceptable(stem=path_of(iri))
    response = redirect(f"{path_of(iri)}.{row.extension}", 303)
    response.headers["Link"] = documents().links(iri, None)
    response.headers["Cache-Control"] = KEEP
    return response


def document(path: str, row: Format) -> Response:
    """Give the document about a thing in one format; 410 with what remains where the thing has been withdrawn."""
    catalog = publication().catalog
    iri = catalog.base + path
    response = data(documents().written(iri, row), row, (documents().links(iri, row),))
    if catalog.withdrawn(iri):
        response.status_code = 410
    return response


def _described(path: str) -> str:
    """Give the address, without extension, of the documents about a shelf: its own where something is said of it."""
    catalog = publication().catalog
    return path_of(catalog.base + path).rstrip("/") if path and catalog.exists(catalog.base + path) else path_of(catalog.iri)


def _home(listed: Shelf) -> str:
    """Write the page that tells what the dataset is, how much is in it, and where to start."""
    catalog, view = publication().catalog, current_app.extensions["view"]
    home = catalog.shelf(catalog.kind(catalog.iri)) or listed
    root = catalog.shelf(catalog.base) or listed
    counts = [(catalog.value(catalog.iri, t.NamedNode(t.VOID + name)), words) for name, words in (("entities", "things"), ("triples", "statements in the downloads"))]
    schemes = catalog.of_type(t.CONCEPT_SCHEME)
    starts = catalog.values(catalog.iri, t.NamedNode(t.VOID + "rootResource"))
    examples = catalog.values(catalog.iri, t.NamedNode(t.VOID + "exampleResource")) or starts
    entries = dict.fromkeys((*home.entries, *root.entries))
    kinds = (*home.shelves, *(kind for kind in root.shelves if kind.link.iri != home.iri and home is not root))
    return render_template(
        "home.html",
        home=home,
        groups=[(group, [kind for kind in kinds if kind.group == group]) for group in dict.fromkeys(kind.group for kind in kinds)],
        documents=[row for row in entries if row.link not in starts and "." not in row.link.iri.rsplit("/", 1)[-1] and row.link.iri != catalog.iri],
        counts=[*((int(count), name) for count, name in counts if count), *([(len(schemes), "vocabularies" if len(schemes) != 1 else "vocabulary")] if schemes else [])],
        schemes=schemes,
        starts=[Branch(link, (), catalog.labels.summary(t.NamedNode(link.iri))) for link in starts],
        example=examples[0] if examples else None,
        root=request.url_root.rstrip("/"),
        start=START,
        query=min(view.queries, key=lambda query: len(query.text), default=None),
    )


def documents() -> Documents:
    """Give what writes the documents of the current application's publication."""
    return current_app.extensions["documents"]
