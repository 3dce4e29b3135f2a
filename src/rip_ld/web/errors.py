"""Errors that a person understands, as a page or as plain text, and that tell a machine what there is."""

from collections.abc import Iterable

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from rip_ld.formats import DOCUMENTS, HTML, Format, Unwritable
from rip_ld.store import StoreError, noted
from rip_ld.web.negotiate import choose

MOST_BODY = 4 << 20  # bytes of a request
FAILED = "rip_ld.failed"  # in the WSGI environment: the error that the front has met already
TEXT = Format("plain text", "txt", "text/plain", frozenset(), None, (), True)

SENTENCES = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    406: "None of the formats that you accept is to be had here.",
    408: "The request took too long to arrive.",
    410: "What stood at this address has been withdrawn.",
    412: "What is here now is not what the request presumes.",
    413: f"The request is larger than {MOST_BODY >> 20} MiB.",
    415: "The request body is in a format that is not understood here.",
    416: "The part that is asked for lies outside of the whole.",
    500: "The server failed. Nothing is lost; please try again.",
    502: "The store behind this site gave no usable answer; please try again in a moment.",
    503: "The server is busy; please try again in a moment.",
    504: "The store did not answer in time; please try again in a moment.",
}


class NotAcceptable(HTTPException):
    """None of the formats that there are is acceptable to the client; `formats` are they, `stem` their address without extension."""

    code = 406

    def __init__(self, formats: Iterable[Format] = DOCUMENTS, stem: str = "") -> None:
        super().__init__()
        self.formats, self.stem = tuple(formats), stem


def register(app: Flask) -> None:
    """Make an application answer every error in words, one that the front has met too."""
    app.before_request(_met)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(StoreError, _from_store)
    app.register_error_handler(Unwritable, lambda error: explain(406, detail=str(error)))


def _from_store(error: StoreError) -> Response:
    """Tell of a store that cannot answer; what a store elsewhere says, and where it is, is for the log."""
    noted(error)
    return explain(error.status, detail="" if error.where else str(error))


def _met() -> None:
    if error := request.environ.get(FAILED):
        raise error


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        return error.get_response()
    formats = getattr(error, "formats", DOCUMENTS) if status == 406 else ()
    methods = sorted(getattr(error, "valid_methods", None) or ()) if status == 405 else ()
    response = explain(status, detail=f"It takes {', '.join(methods)}." if methods else "", formats=formats, stem=getattr(error, "stem", ""))
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def explain(status: int, sentence: str = "", detail: str = "", formats: Iterable[Format] = (), stem: str = "") -> Response:
    """Give an error as a page or as text: its status, one sentence, a second one, and the formats that there are."""
    sentence = sentence or SENTENCES.get(status, "The request could not be answered.")
    rows = [f"{row.name}: {row.media_type}" + (f" at {stem}.{row.extension}" if stem else f" (.{row.extension})") for row in formats]
    if choose(request.headers.get("Accept"), (TEXT, HTML)) is HTML:
        body, row = render_template("error.html", status=status, sentence=sentence, detail=detail, formats=rows), HTML
    else:
        lines = [f"{status}: {sentence}", *([detail] if detail else []), *(f"  {name}" for name in rows)]
        body, row = "\n".join(lines) + "\n", TEXT
    response = Response(body, status=status, content_type=row.content_type)
    response.headers["Cache-Control"] = "no-store"
    if stem:
        response.headers["Link"] = ", ".join(f'<{stem}.{row.extension}>; rel="alternate"; type="{row.media_type}"' for row in formats)
    return response
