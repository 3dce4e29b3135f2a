"""Headers that every response has, and the responses that several views give."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from flask import Request, Response, current_app

from rip_ld.formats import DATA, DOCUMENTS, Format
from rip_ld.publication import Publication

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag, Location, Content-Location",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer-when-downgrade",
    "Content-Security-Policy": POLICY,
}


def publication() -> Publication:
    """Give the publication that the current application serves."""
    return current_app.extensions["publication"]


def path_of(iri: str) -> str:
    """Give the address of an IRI on this server."""
    return current_app.extensions["view"].path(iri)


def finish(response: Response, request: Request, modified: datetime) -> Response:
    """Give a response the headers that all have; where it is a whole 200, a strong ETag, Last-Modified, and 304 where due.

    RFC 9110, sections 8.8 (validators), 13 (conditional requests) and 12.5.5 (Vary).
    """
    for name, value in EVERYWHERE.items():
        response.headers.setdefault(name, value)
    response.vary.add("Accept")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed and not response.direct_passthrough:
        if "ETag" not in response.headers:
            response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
        response.last_modified = response.last_modified or modified
        response.headers.setdefault("Cache-Control", "public, max-age=300")
        response.make_conditional(request)
    return response


def data(body: bytes, row: Format, links: Iterable[str] = ()) -> Response:
    """Give bytes of a format of the table, with Link headers (RFC 8288)."""
    response = Response(body, content_type=row.content_type)
    for link in links:
        response.headers.add("Link", link)
    return response


def document_links(path: str, shown: Format | None, licence: str = "") -> list[str]:
    """List the Link values of a thing's documents: every other format, what they describe, and the licence."""
    links = [f'<{path}.{row.extension}>; rel="alternate"; type="{row.media_type}"' for row in DOCUMENTS if row is not shown]
    if shown is not None:
        links.append(f'<{path}>; rel="describes"')
    if licence:
        links.append(f'<{licence}>; rel="license"')
    return links


def formats_of(path: str) -> list[tuple[Format, str]]:
    """List the data formats of a thing, each with its address."""
    return [(row, f"{path}.{row.extension}") for row in DATA]
