"""The beginning of an answer, for a page: read from where the answer lies, so that a large one is never held as a whole."""

import os
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, Triple, parse_query_results

from rip_ld.sparql.pool import Answer

MOST_COUNTED = 100_000  # rows beyond these are not counted: a page tells that there are more
MOST_TURTLE = 1 << 20  # bytes


@dataclass(frozen=True)
class Beginning:
    """The first rows of a table, a verdict, or the first lines of Turtle; `more` tells that there is more than was counted or shown."""

    names: tuple[str, ...] = ()
    rows: tuple[tuple[NamedNode | BlankNode | Literal | Triple | None, ...], ...] = ()
    count: int = 0
    verdict: bool | None = None
    turtle: str | None = None
    more: bool = False


def beginning(answer: Answer, most: int) -> Beginning:
    """Give the first `most` rows of an answer that came as JSON, or the first lines of one that came as Turtle."""
    if answer.kind == "graph":
        start = bytes(answer.body[:MOST_TURTLE]) if answer.file is None else os.pread(answer.file.fileno(), MOST_TURTLE, 0)
        more = len(start) < answer.size
        return Beginning(turtle=start[: start.rfind(b"\n") + 1].decode() if more else start.decode(), more=more)
    found = parse_query_results(bytes(answer.body), QueryResultsFormat.JSON) if answer.file is None else parse_query_results(path=answer.file.path, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Beginning(verdict=bool(found))
    names = tuple(variable.value for variable in found.variables)
    rows, count = [], 0
    for row in found:
        if count == MOST_COUNTED:
            return Beginning(names, tuple(rows), count, more=True)
        count += 1
        if count <= most:
            rows.append(tuple(row[name] for name in names))
    return Beginning(names, tuple(rows), count)
