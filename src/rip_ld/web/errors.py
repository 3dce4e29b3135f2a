"""Errors that a person understands, as a page or as plain text, and that tell a machine what there is."""

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from rip_ld.formats import DOCUMENTS, HTML, Format
from rip_ld.store import StoreError
from rip_ld.web.negotiate import choose

TEXT = Format("plain text", "txt", "text/plain", frozenset(), None, (), True)

SENTENCES = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    406: "None of the formats that you accept is to be had here.",
    410: "What stood at this address has been withdrawn.",
    413: "The request is too large.",
    415: "The request body is in a format that is not understood here.",
    500: "The server failed. Nothing is lost; please try again.",
    502: "The store gave no usable answer.",
    503: "The server is busy; please try again in a moment.",
}


def register(app: Flask) -> None:
    """Make an application answer every error in words."""
    app.register_error_handler(HTTPException, lambda error: _from_http(error))
    app.register_error_handler(StoreError, lambda error: explain(502, str(error)))


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        return error.get_response()
    response = explain(status)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def explain(status: int, sentence: str = "", detail: str = "") -> Response:
    """Give an error as a page or as text: its status, one sentence, and on 406 the formats that there are."""
    sentence = sentence or SENTENCES.get(status, "The request could not be answered.")
    formats = [f"{row.media_type} (.{row.extension})" for row in DOCUMENTS] if status == 406 else []
    if choose(request.headers.get("Accept"), (TEXT, HTML)) is HTML:
        body, row = render_template("error.html", status=status, sentence=sentence, detail=detail, formats=formats), HTML
    else:
        lines = [f"{status}: {sentence}", *([detail] if detail else []), *(f"  {name}" for name in formats)]
        body, row = "\n".join(lines) + "\n", TEXT
    response = Response(body, status=status, content_type=row.content_type)
    response.headers["Cache-Control"] = "no-store"
    return response
