"""Headers that every response has, and the responses that several views give."""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from flask import Request, Response, abort, current_app, request
from pyoxigraph import NamedNode
from werkzeug.http import http_date

from rip_ld.formats import DOCUMENTS, DUMPS, HTML, Format
from rip_ld.publication import Publication
from rip_ld.sparql.spool import Spool
from rip_ld.web.coding import encode, tagged
from rip_ld.web.conditions import CONDITIONAL, conditional, failed, met

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Accept-Ranges, Content-Location, Content-Range, ETag, Link, Location, Retry-After, Server-Timing, X-SPARQL-MaxRows"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer-when-downgrade"),
    ("Content-Security-Policy", POLICY),
)
PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}
DEPARTURE = "rip_ld.departure"  # in the WSGI environment: what tells that the client has gone
VARY = "Accept, Accept-Encoding"
KEEP = "public, max-age=300"  # five minutes: the data change seldom, and an ETag makes asking again cheap
_ONE_RANGE = re.compile(r"bytes=(\d+-\d*|-\d+)")
_IRI_SAFE = "/-._~!$&'()*+,;=:@%?#[]"


def publication() -> Publication:
    """Give the publication that the current application serves."""
    return current_app.extensions["publication"]


def path_of(iri: str) -> str:
    """Give the address of an IRI on this server."""
    return current_app.extensions["view"].path(iri)


def named(path: str) -> str:
    """Give a path as it stands in IRIs (RFC 3987, section 3.2); answers 404 where no IRI can hold it."""
    name = re.sub(r'[\x00-\x20<>"{}|\\^`\[\]\x7f]', lambda match: quote(match[0]), path)
    try:
        NamedNode(publication().dataset.base + name)
    except (ValueError, UnicodeEncodeError):
        abort(404)
    return name


def finish(response: Response, request: Request, modified: datetime) -> Response:
    """Give a response the headers that all have; where it is a whole 200, its validators, and 304 where due; a coding where it is accepted."""
    present = {name.lower() for name in response.headers.keys()}  # each look-up in werkzeug's headers reads them all
    if "vary" in present:
        response.vary.update(("Accept", "Accept-Encoding"))
    else:
        response.headers.add("Vary", VARY)
    if request.method == "OPTIONS" and response.status_code == 200:
        response.status_code = 204
        response.headers.pop("Content-Type", None)
    if "allow" in present:
        response.headers["Allow"] = ", ".join(sorted(response.headers["Allow"].replace(" ", "").split(",")))
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT | {"Access-Control-Allow-Methods": response.headers["Allow"]})
    if response.direct_passthrough and response.status_code == 200 and not isinstance(response.response, Spool):
        response.direct_passthrough = False  # a file of ours, small enough to be read
        response.make_sequence()
    whole = response.status_code == 200 and request.method in ("GET", "HEAD")
    if whole:
        validate(response, modified)
    coding = tagged(response, request)
    if request.method in ("GET", "HEAD") and any(name in request.environ for name in CONDITIONAL):
        if whole:
            response = conditional(request, response)
        elif response.status_code in (206, 304) and not met(request, response):
            response = failed(response)
    if coding and response.status_code not in (304, 412):
        encode(response, coding)
    return response


def everywhere(application: Callable) -> Callable:
    """Make a WSGI application give every response the headers that all have, where it has none of that name."""

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: object) -> Callable:
            present = {name for name, _ in headers}
            return start_response(status, [*headers, *(pair for pair in EVERYWHERE if pair[0] not in present)], *more)

        return application(environ, start)

    return answer


def validate(response: Response, modified: datetime) -> None:
    """Give a response a strong ETag, Last-Modified and Cache-Control, unless it has them (RFC 9110, section 8.8)."""
    present = {name.lower(): value for name, value in response.headers}
    if "etag" not in present:
        pieces = response.response if isinstance(response.response, Spool) else (response.get_data(),)
        response.headers.add("ETag", tag_of(pieces, present.get("content-type", "")))
    if "cache-control" not in present:
        response.headers.add("Cache-Control", KEEP)
    if "last-modified" not in present and "no-cache" not in present.get("cache-control", ""):  # what is made anew each time has no date
        response.headers.add("Last-Modified", _http_date(modified))


_http_date = lru_cache(maxsize=64)(http_date)


def tag_of(pieces: Iterable[bytes], content_type: str) -> str:
    """Give the strong entity tag of a body, in pieces, in one format (RFC 9110, section 8.8.3)."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    digest.update(content_type.encode())
    return f'"{digest.hexdigest()[:32]}"'


def in_part(response: Response) -> Response:
    """Answer a Range request (RFC 9110, section 14.2); several ranges, or what is no range, get the whole."""
    validate(response, publication().changed)
    length = len(response.get_data())
    single = _ONE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if single:
        response = conditional(request, response, length)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def data(body: bytes, row: Format, links: Iterable[str] = ()) -> Response:
    """Give bytes of a format of the table, with Link headers (RFC 8288)."""
    response = Response(body, content_type=row.content_type)
    if value := ", ".join(links):
        response.headers.add("Link", value)
    return response


def document_links(of: Publication, path: str, shown: Format | None, licence: str = "") -> list[str]:
    """List the Link values of a thing's documents: the other formats, what they describe, its lasting name, and the licence.

    The relations are those of RFC 8288's register; `describedby`, `cite-as`, `type` and `item` follow signposting.org.
    """
    relation = "alternate describedby" if shown is HTML else "alternate"
    links = [f'<{path}.{row.extension}>; rel="{relation}"; type="{row.media_type}"' for row in DOCUMENTS if row is not shown]
    iri = path if "://" in path else of.dataset.base + path.removeprefix("/")
    if shown is not None:
        links.append(f'<{path}>; rel="describes"')
        links.append(f'<{quote(iri, safe=_IRI_SAFE)}>; rel="cite-as"')
    if shown is HTML:
        links.append('<https://schema.org/AboutPage>; rel="type"')
    if iri == of.catalog.iri and shown is not None:
        links += [f'</dump.{row.extension}>; rel="item"; type="{row.media_type}"' for row in DUMPS]
    return links + license_links(licence)


def license_links(licence: str) -> list[str]:
    """Give the Link value that names a licence; nothing where there is none."""
    return [f'<{quote(licence, safe=_IRI_SAFE)}>; rel="license"'] if licence else []


def licence() -> str:
    """Give the IRI of the licence of the whole; empty where it has none."""
    found = current_app.extensions["view"].site.licence
    return found.iri if found else ""
