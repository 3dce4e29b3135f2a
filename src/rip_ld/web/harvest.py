"""What harvesters take: dumps, VoID, the sitemap, robots.txt, the JSON-LD context."""

import gzip
import json

from flask import Blueprint, Response, abort, redirect, request

from rip_ld.formats import DATA, DUMPS, HTML, Format
from rip_ld.harvest import sitemap as maps
from rip_ld.kept import kept
from rip_ld.publication import Publication
from rip_ld.web.errors import NotAcceptable
from rip_ld.web.negotiate import choose
from rip_ld.web.respond import KEEP, data, in_part, licence, license_links, path_of, publication

blueprint = Blueprint("harvest", __name__)


@blueprint.get("/dump")
def dump_negotiated() -> Response:
    """Lead to the whole in the format that the client likes best; a browser, to where a person chooses one."""
    row = choose(request.headers.get("Accept"), (*DUMPS, HTML))
    if row is HTML:
        return _lead("/#page-take", 303, _dumps())
    if row is None:
        raise NotAcceptable(DUMPS, "/dump")
    return _lead(f"/dump.{row.extension}", 303, _dumps())


@blueprint.get("/dump.<name>")
def dump(name: str) -> Response:
    """Give the whole in a format of the table, or compressed where `.gz` follows; a part of it where a Range asks for one."""
    extension, _, compressed = name.partition(".")
    row = next((row for row in DUMPS if row.extension == extension), None)
    if row is None or compressed not in ("", "gz"):
        abort(404)
    links = [*_dumps(without=row), f'<{path_of(publication().catalog.iri)}>; rel="collection"', *license_links(licence())]
    if not compressed:
        return in_part(data(publication().dump(row), row, links))
    response = data(_compressed(publication(), row), row, links)
    response.headers["Content-Type"] = "application/gzip"
    response.headers["Content-Disposition"] = f'attachment; filename="dump.{name}"'
    return in_part(response)


def _dumps(without: Format | None = None) -> list[str]:
    return [f'</dump.{row.extension}>; rel="alternate"; type="{row.media_type}"' for row in DUMPS if row is not without]


@kept(16)
def _compressed(of: Publication, row: Format) -> bytes:
    return gzip.compress(of.dump(row), mtime=0)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Lead to the description of the dataset (VoID section 7.2), a machine to RDF, whatever it accepts."""
    row = choose(request.headers.get("Accept"), (*DATA, HTML)) or DATA[0]
    return _lead(f"{path_of(publication().dataset.iri)}.{row.extension}", 302)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context that our documents are compacted against."""
    if not publication().how.context:
        abort(404)
    return Response(json.dumps(publication().how.context, indent=1, ensure_ascii=False) + "\n", content_type="application/ld+json")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every address that has not been withdrawn with the date of its last change, or the parts of such a list (sitemaps.org protocol 0.9)."""
    count = maps.parts(_paths())
    return _of_this_server(maps.sitemap(_root(), _paths(), _date()) if count == 1 else maps.index(_root(), count, _date()), "application/xml")


@blueprint.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """List one part of the addresses."""
    if not 1 <= part <= maps.parts(_paths()):
        abort(404)
    return _of_this_server(maps.sitemap(_root(), _paths(), _date(), part), "application/xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where the sitemap is, and that they need not ask queries."""
    return _of_this_server(f"User-agent: *\nDisallow: /sparql?\nDisallow: /search\nDisallow: /queries/*?\nSitemap: {_root()}sitemap.xml\n".encode(), "text/plain")


def _lead(address: str, status: int, links: list[str] | None = None) -> Response:
    response = redirect(address, status)
    response.headers["Cache-Control"] = KEEP
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


def _root() -> str:
    return request.url_root


def _date() -> str:
    return publication().modified.date().isoformat()


def _paths() -> list[str]:
    catalog = publication().catalog
    return ["", *(iri[len(catalog.base) :] for iri in catalog.addresses if "#" not in iri and iri != catalog.base and not catalog.withdrawn(iri))]


def _of_this_server(body: bytes, media_type: str) -> Response:
    """Give what names this server as the request did: a cache may keep it only for that host."""
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.vary.add("Host")
    response.headers["Cache-Control"] = KEEP if publication().settings.public_url else "private, max-age=300"
    return response
