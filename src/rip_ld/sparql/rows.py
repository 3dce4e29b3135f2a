"""No more rows than an endpoint gives: a longer table is cut, and its answer says so."""

import re
from collections.abc import Callable
from math import inf

from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.results import Format
from rip_ld.sparql.text import lexed
from rip_ld.sparql.writing import Output, Results, write

_MODIFIER = re.compile(r"(LIMIT|OFFSET)(\d*)", re.IGNORECASE)
_MODIFIERS = re.compile(rf"(?:{_MODIFIER.pattern})+", re.IGNORECASE)  # a space between them is nothing that the engine needs


class Many(Exception):
    """A table seems to have more rows than the limit."""


class Count:
    """A count of the rows of a table that is being written, from nothing but its bytes; it may be too high, and is never too low.

    `most` is the limit, and `start` gives what stands between two rows of the table that comes.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.start(b"")

    def start(self, between: bytes) -> None:
        """Begin with a table; nothing is counted where nothing stands between its rows."""
        self._between, self._end, self._found = between, b"", 0

    def again(self) -> None:
        """Begin once more with the same table."""
        self.start(self._between)

    def add(self, chunk: bytes) -> None:
        """Count what comes next; raises Many."""
        if not self._between:
            return
        seen = self._end + chunk
        self._found += seen.count(self._between)
        self._end = seen[1 - len(self._between) :] if len(self._between) > 1 else b""
        if self._found >= self.most:
            raise Many


def cut(text: str, most: int, ask: Callable[[str], Results], row: Format, output: Output, prefixes: dict[str, str]) -> int:
    """Write the first `most` rows of the table that answers a query; gives `most` where it has more, 0 where these are all.

    `ask` evaluates a query. Raises QueryFailure where the query cannot be told to give so many.
    """
    output.clear()
    output.rows.start(b"")
    first = limited(text, most)
    try:
        more = next(iter(ask(limited(text, 1, most))), None) is not None
        write(ask(first), row, output, prefixes, again=lambda: ask(first))
    except SyntaxError:  # the engine reads it otherwise than we do
        raise QueryFailure("many-rows", most=most) from None
    return most if more else 0


def limited(text: str, most: int, skip: int = 0) -> str:
    """Give a SELECT query that answers with `most` of the rows at most, after the first `skip` (SPARQL 1.1 Query, 15.4 and 15.5)."""
    level, parts, end, place = 0, [], 0, len(text)
    found: dict[str, float] = {"LIMIT": inf, "OFFSET": 0}
    tokens = list(lexed(text))
    for index, token in enumerate(tokens):
        level += {"{": 1, "}": -1}.get(token.group(), 0)
        if level or token.lastgroup != "word":
            continue
        if token.group().upper() == "VALUES":
            place = token.start()
        elif _MODIFIERS.fullmatch(token.group()):
            number = next((after for after in tokens[index + 1 : index + 2] if after.group().isdigit()), None)
            found |= {modifier[1].upper(): int(modifier[2] or (number and number.group()) or 0) for modifier in _MODIFIER.finditer(token.group())}
            parts.append(text[end : token.start()])
            end = (number or token).end()
    limit, offset = min(most, max(0, found["LIMIT"] - skip)), int(found["OFFSET"]) + skip
    return f"{''.join(parts)}{text[end:place]}\nLIMIT {limit} OFFSET {offset}\n{text[place:]}"
