"""What harvesters take: dumps, VoID, the sitemap, robots.txt, the JSON-LD context."""

import gzip
import json

from flask import Blueprint, Response, abort, redirect, render_template, request

from rip_ld.formats import DATA, DUMPS
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import data, path_of, publication

blueprint = Blueprint("harvest", __name__)


@blueprint.get("/dump")
def dump_negotiated() -> Response:
    """Lead to the whole in the format that the client likes best."""
    row = choose(request.headers.get("Accept"), DUMPS)
    if row is None:
        abort(406)
    return redirect(f"/dump.{row.extension}", 303)


@blueprint.get("/dump.<name>")
def dump(name: str) -> Response:
    """Give the whole in a format of the table, or compressed where `.gz` follows."""
    extension, _, compressed = name.partition(".")
    row = next((row for row in DUMPS if row.extension == extension), None)
    if row is None or compressed not in ("", "gz"):
        abort(404)
    body = publication().dump(row)
    if not compressed:
        return data(body, row)
    response = Response(gzip.compress(body, mtime=0), content_type="application/gzip")
    response.headers["Content-Disposition"] = f'attachment; filename="dump.{name}"'
    return response


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Lead to the description of the dataset (VoID section 7.2)."""
    row = choose(request.headers.get("Accept"), DATA) or DATA[0]
    return redirect(f"{path_of(publication().dataset.iri)}.{row.extension}", 302)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context that our documents are compacted against."""
    if not publication().how.context:
        abort(404)
    return Response(json.dumps(publication().how.context, indent=1, ensure_ascii=False), content_type="application/ld+json")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every page with the date of its last change (sitemaps.org protocol 0.9)."""
    base = publication().dataset.base
    paths = ["", *(iri[len(base) :] for iri in publication().catalog.addresses if "#" not in iri)]
    body = render_template("sitemap.xml", root=request.url_root, paths=paths, modified=publication().modified.date().isoformat())
    response = Response(body, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=300"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where the sitemap is, and that they need not ask queries."""
    text = f"User-agent: *\nDisallow: /sparql\nSitemap: {request.url_root}sitemap.xml\n"
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=300"
    return response
