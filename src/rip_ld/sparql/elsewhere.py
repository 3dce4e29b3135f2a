"""One question to another SPARQL endpoint, on behalf of a stranger's query: to exactly this address, within bounds of time and size."""

import socket
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolution, parse_query_results

from rip_ld import __version__
from rip_ld.sparql.failures import QueryFailure

FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/json": QueryResultsFormat.JSON,
}
HEADERS = {
    "Accept": "application/sparql-results+json, application/sparql-results+xml;q=0.9",
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": f"rip-ld/{__version__}",
    "Connection": "close",
}
SAID = 200  # characters of a refusal that are passed on
_CONNECTIONS = {"http": HTTPConnection, "https": HTTPSConnection}
_PIECE = 1 << 16


def ask(endpoint: str, query: str, seconds: float, most: int) -> tuple[list[str], list[QuerySolution]]:
    """Send a SELECT query by POST (SPARQL 1.1 Protocol, 2.1.2) and read the whole answer, of at most so many bytes.

    Gives the names of the variables and the rows. Nothing is followed and no proxy taken: it is this endpoint that answers, or QueryFailure.
    """
    address, end = urlsplit(endpoint), time.monotonic() + seconds
    connection = _CONNECTIONS[address.scheme](address.hostname, address.port, timeout=seconds)
    lines: list[socket.socket] = []
    clock = Timer(seconds, _hang_up, (connection, lines))  # each wait has its bound; this is the one of all together
    clock.start()
    try:
        connection.connect()
        lines.append(connection.sock)  # which the connection lets go of when the answer begins
        connection.request("POST", (address.path or "/") + (f"?{address.query}" if address.query else ""), urlencode({"query": query}), HEADERS)
        with connection.getresponse() as response:
            body = bytearray()
            while piece := response.read1(_PIECE):
                body += piece
                if len(body) > most:
                    raise QueryFailure("elsewhere-large", endpoint=endpoint, limit=most)
            if time.monotonic() >= end:
                raise TimeoutError
            return _read(endpoint, response, bytes(body))
    except (OSError, HTTPException) as error:
        if isinstance(error, TimeoutError) or time.monotonic() >= end:
            raise QueryFailure("elsewhere-slow", endpoint=endpoint, seconds=round(seconds, 1)) from None
        if isinstance(error, HTTPException | ConnectionResetError | BrokenPipeError):
            raise _failed(endpoint, "it broke off in the middle, or speaks no HTTP") from None
        raise _failed(endpoint, f"it cannot be reached ({(error.strerror or str(error)).lower().rstrip('.')})") from None
    finally:
        clock.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection, lines: list[socket.socket]) -> None:
    for line in filter(None, (connection.sock, *lines)):
        with suppress(OSError):  # it has ended by itself
            line.shutdown(socket.SHUT_RDWR)


def _read(endpoint: str, response: HTTPResponse, body: bytes) -> tuple[list[str], list[QuerySolution]]:
    """Read an answer that has come; QueryFailure where it is no table, or not the whole of one."""
    if 300 <= response.status < 400:
        raise _failed(endpoint, f"it leads to another address ({response.status}), which is not followed")
    if response.status != 200:
        said = "" if b"<html" in body[:_PIECE].lower() else " ".join(body[: 4 * SAID].decode("utf-8", "replace").split()).removeprefix(f"{response.status}: ")[:SAID].rstrip(".: ")
        raise _failed(endpoint, f"it answered {response.status}{f', {said}' if said else ''}")
    kind = response.headers.get_content_type()
    if kind not in FORMATS:
        raise _failed(endpoint, f"it answered with {kind}, which is no format of results that was asked for")
    if "X-SPARQL-MaxRows" in response.headers or "X-SQL-State" in response.headers:  # how Virtuoso tells that it left something out
        raise _failed(endpoint, "it cut its answer short")
    if response.length:
        raise _failed(endpoint, "it broke off in the middle")
    try:
        found = parse_query_results(body, FORMATS[kind])
        if isinstance(found, QueryBoolean):
            raise _failed(endpoint, "it answered yes or no where a table was asked for")
        return [variable.value for variable in found.variables], list(found)
    except (SyntaxError, ValueError) as error:
        raise _failed(endpoint, f"what it sent cannot be read ({str(error).rstrip('.')})") from None


def _failed(endpoint: str, reason: str) -> QueryFailure:
    """Make a failure of a reason, in which words of the endpoint may be: none of its control characters reaches a terminal."""
    return QueryFailure("elsewhere", endpoint=endpoint, reason="".join(letter if letter.isprintable() else " " for letter in reason))
