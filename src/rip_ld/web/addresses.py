"""Addresses that are nearly right: another case of letters, a slash too many or too few, an earlier version. Each leads to the right one."""

import re

from flask import Flask, Response, abort, current_app, redirect, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from rip_ld.formats import DOCUMENTS, DUMPS, Unwritable
from rip_ld.kept import kept
from rip_ld.web.respond import KEEP, path_of, publication

_EXTENSIONS = {row.extension for row in DOCUMENTS}


def fixed(path: str) -> str | None:
    """Find the address of the application itself that a path misspells; None where it is right, or misspells none."""
    known, right = _fixed(current_app._get_current_object())
    return None if path in right else known.get(_plain(path).casefold())


@kept(1)
def _fixed(app: Flask) -> tuple[dict[str, str], frozenset[str]]:
    """List the addresses that the application has whatever the dataset says, by how they compare, and as they are."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if not rule.arguments]
    dumps = [f"/dump.{row.extension}{packed}" for row in DUMPS for packed in ("", ".gz")]
    known = {address.strip("/").casefold(): address for address in (*rules, *dumps) if address != "/"}
    return known, frozenset(known.values())


def must_exist() -> None:
    """Answer 404 where the request is by a method that its address does not take, and GET would find nothing there either."""
    if isinstance(request.routing_exception, MethodNotAllowed):
        endpoint, values = current_app.create_url_adapter(request).match(method="GET")
    elif request.method == "OPTIONS" and request.url_rule and request.environ["PATH_INFO"] != "*":  # which is the server itself (RFC 9110, section 9.3.7)
        endpoint, values = request.url_rule.endpoint, request.view_args
    else:
        return
    if values:  # else the address is one of the application itself
        try:
            current_app.view_functions[endpoint](**values).close()
        except NotFound:
            raise
        except (HTTPException, Unwritable):  # there is something, though not in what the request accepts
            pass


def lead(path: str) -> Response:
    """Lead from a path where nothing is to the right address, or to what a version is one of; else 404."""
    catalog = publication().catalog
    plain = _plain(path)
    for name in dict.fromkeys((path, plain, f"{plain}/")):
        for stem, ending in _readings(name):
            right = catalog.respelt(catalog.base + stem)
            if right is None and ending and (right := catalog.respelt(f"{catalog.base}{stem}/")):
                right = right.rstrip("/")
            if right is not None and right + ending != catalog.base + path:
                return moved(right, ending)
            whole = catalog.version(catalog.base + stem)
            if whole is not None:
                return redirect(path_of(whole) + ending, 303)
    abort(404)


def _readings(name: str) -> list[tuple[str, str]]:
    """List the ways to take an address: as a whole, and as a thing with the extension of a format."""
    stem, dot, extension = name.rpartition(".")
    known = extension.lower() in _EXTENSIONS and stem and not stem.endswith("/")
    return [(name, ""), (stem, dot + extension.lower())] if known else [(name, "")]


def moved(iri: str, ending: str = "") -> Response:
    """Lead for good to an IRI's address here, with what the request asked of it and by the same method (RFC 9110, section 15.4.9)."""
    page, hash_, part = path_of(iri).partition("#")
    return again(page + ending, hash_ + part)


def again(address: str, part: str = "") -> Response:
    """Lead for good to another address of this server, with the query string of the request."""
    query = request.query_string.decode("latin-1")
    response = redirect(f"{address}{'?' + query if query else ''}{part}", 308)
    response.headers["Cache-Control"] = KEEP
    return response


def _plain(path: str) -> str:
    return re.sub("/{2,}", "/", path).strip("/")
