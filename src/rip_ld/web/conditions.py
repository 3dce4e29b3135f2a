"""Conditions of a request, in the order that RFC 9110, section 13.2.2, prescribes."""

import re

from flask import Request, Response
from werkzeug.http import parse_date

from rip_ld.web.errors import explain

CONDITIONAL = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "rip_ld.if_match", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE")
_VALIDATING = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_IN_PART = ("HTTP_IF_RANGE", "HTTP_RANGE")
_TAG = re.compile(r'(W/)?("[^"]*")')


def keep_apart(environ: dict[str, object]) -> None:
    """Put If-Match where werkzeug does not find it, which would not take * for what exists (to be done before a request is routed)."""
    if "HTTP_IF_MATCH" in environ:
        environ["rip_ld.if_match"] = environ.pop("HTTP_IF_MATCH")


def met(request: Request, response: Response) -> bool:
    """Tell whether If-Match, or without it If-Unmodified-Since, holds of what a plain request gets (RFC 9110, sections 13.1.1 and 13.1.4)."""
    wanted = request.environ.get("rip_ld.if_match")
    if wanted is not None:
        tag = response.headers.get("ETag")
        return wanted.strip() == "*" or any(not weak and found == tag for weak, found in _TAG.findall(wanted))
    date, modified = parse_date(request.environ.get("HTTP_IF_UNMODIFIED_SINCE")), response.last_modified
    return date is None or modified is None or modified <= date


def conditional(request: Request, response: Response, length: int | None = None) -> Response:
    """Make 412, 304 or, where `length` allows for parts, 206 of a whole response that has its validators, as its request asks."""
    if not met(request, response):
        return failed(response)
    response.make_conditional(_without(request, _IN_PART))
    if response.status_code == 200 and length is not None:
        response.make_conditional(_without(request, _VALIDATING), accept_ranges=True, complete_length=length)
    return response


def failed(response: Response) -> Response:
    """Say that a condition does not hold, in the place of a response."""
    refusal = explain(412)
    refusal.headers["Vary"] = response.headers.get("Vary", "Accept")
    response.close()  # it may hold a file
    return refusal


def _without(request: Request, names: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name, value in request.environ.items() if name not in names}
