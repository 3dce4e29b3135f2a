"""Regular expressions that the engine cannot compile: it would take them for ones that nothing matches, and answer wrongly."""

import re
from collections.abc import Callable, Iterator, Sequence

from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.text import lexed

REASON = "the engine cannot compile this regular expression: it is too large, not sound, or uses what the engine does not know"
_FUNCTIONS = {"REGEX": 2, "REPLACE": 3}  # and which argument the flags come after
_LEVELS = {"(": 1, ")": -1}


def refuse(text: str, compiles: Callable[[str], bool], elsewhere: Callable[[], Sequence[slice]]) -> None:
    """Raise QueryFailure, at its place, for the first regular expression written out in a query that cannot be compiled.

    `compiles` tells that of an expression with its flags, as a query writes them. One that is computed is known to nobody before.
    `elsewhere` is asked only where one is found: it gives the parts that other endpoints are asked, whose business theirs is, or raises
    what is wrong with the query besides, which is said first.
    """
    faults = [token.start() for token, written in _written(text) if not compiles(written)]
    others = elsewhere() if faults else ()
    for start in faults:
        if not any(part.start <= start < part.stop for part in others):
            raise QueryFailure("syntax", line=text.count("\n", 0, start) + 1, column=start - text.rfind("\n", 0, start), reason=REASON)


def _written(text: str) -> Iterator[tuple[re.Match, str]]:
    """List the expressions that are plain strings, each with its token and written with its flags."""
    tokens = list(lexed(text))
    for place, token in enumerate(tokens[:-1]):
        after = _FUNCTIONS.get(token.group().upper()) if token.lastgroup == "word" else None
        if after and tokens[place + 1].group() == "(":
            found = _arguments(tokens[place + 2 :])
            if len(found) > 1 and _plain(found[1]):
                flags = found[after][0].group() if len(found) > after and _plain(found[after]) else '""'
                yield found[1][0], f"{found[1][0].group()}, {flags}"


def _arguments(tokens: Sequence[re.Match]) -> list[list[re.Match]]:
    """Give the tokens of each argument of a function, from those behind its opening bracket."""
    found, level = [[]], 0
    for token in tokens:
        sign = token.group()
        level += _LEVELS.get(sign, 0)
        if level < 0:
            break
        if sign == "," and not level:
            found.append([])
        else:
            found[-1].append(token)
    return found


def _plain(argument: Sequence[re.Match]) -> bool:
    return len(argument) == 1 and argument[0].lastgroup == "string"
