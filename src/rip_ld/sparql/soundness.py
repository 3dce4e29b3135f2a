"""What the engine takes without a word in a query though nothing true can come of it: it would answer too little, with status 200."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import Store

from rip_ld.sparql.failures import QueryFailure
from rip_ld.sparql.text import lexed

TOO_MUCH = "the engine cannot compile this regular expression: it is too large, not sound, or uses what the engine does not know"
NO_FLAG = "there is no such flag of a regular expression; there are i, m, q, s and x"
NO_GROUPS = "{} is an aggregate, and {} sees no groups: it stands in SELECT, HAVING or ORDER BY"
NESTED = "{} is an aggregate inside of {}; the inner one is computed by a SELECT of its own, in braces"
_PATTERNS = {"REGEX": 2, "REPLACE": 3}  # and which argument the flags come after
AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_BLIND = ("FILTER", "BIND")
_CLAUSES = ("SELECT", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_SUBTRACTED = re.compile(r"(?<!\\)\[[^\]]*-\[")  # a class without some of its signs (XML Schema, Appendix F)
_OPENING = ("(", "{", "[")
_CLOSING = (")", "}", "]")


def refuse(text: str, elsewhere: Callable[[], Sequence[slice]]) -> None:
    """Raise QueryFailure for the first of the faults of a query.

    `elsewhere` is asked only where there are any: it gives the parts that other endpoints are asked, whose business theirs is, or raises
    what is wrong with the query besides, which is said first.
    """
    found = faults(text)
    others = elsewhere() if found else ()
    for start, reason in found:
        if not any(part.start <= start < part.stop for part in others):
            raise QueryFailure("syntax", line=text.count("\n", 0, start) + 1, column=start - text.rfind("\n", 0, start), reason=reason)


def faults(text: str) -> list[tuple[int, str]]:
    """List the regular expressions that cannot be compiled and the aggregates where there are no groups (SPARQL 1.1 Query, 19.8, note 12), in order: where each stands, and what is wrong.

    A regular expression that is computed is known to nobody before the query is asked.
    """
    upper, found = text.upper(), []
    for words, faulty in ((AGGREGATES, misplaced), (_PATTERNS, _uncompilable)):
        if any(word in upper for word in words):
            found += faulty(lexed(text))
    return sorted(found)


def misplaced(tokens: Iterable[re.Match]) -> Iterator[tuple[int, str]]:
    """List the aggregates inside of FILTER, BIND, GROUP BY or another aggregate, with what is wrong."""
    within: list[str] = []  # for each open bracket: what sees no groups, there and around, up to the next braces
    clause, earlier, before, place = "", "", "", 0
    for token in tokens:
        sign = token.group() if token.lastgroup == "other" else token.group().upper() if token.lastgroup == "word" else ""
        if sign in _OPENING:
            clause = clause if sign == "(" else ""
            around = (within[-1] if within and sign != "{" else "") or clause
            if before in AGGREGATES and around:
                yield place, (NESTED if around in AGGREGATES else NO_GROUPS).format(before, around)
            own = next((word for word in (before, earlier) if word in _BLIND), before if before in AGGREGATES else "")  # FILTER stands before a bracket, or before a function
            within.append("" if sign == "{" else around or own)
        elif sign in _CLOSING and within:
            within.pop()
            clause = clause if sign != "}" else ""
        elif sign == "BY":
            clause = "GROUP BY" if before == "GROUP" else ""
        elif sign in _CLAUSES:
            clause = ""
        earlier, before, place = before, sign, token.start()


def _uncompilable(tokens: Iterable[re.Match]) -> Iterator[tuple[int, str]]:
    """List the regular expressions, and their flags, of which the engine can make nothing."""
    for pattern, flags in _written(tokens):
        given = flags.group() if flags else '""'
        if _SUBTRACTED.search(pattern.group()):  # which it would read otherwise
            yield pattern.start(), TOO_MUCH
        elif not _compiles(f"{pattern.group()}, {given}"):
            yield (flags.start(), NO_FLAG) if flags and _compiles(f'"", {given}') is False else (pattern.start(), TOO_MUCH)


@lru_cache(maxsize=256)
def _compiles(written: str) -> bool:
    """Tell whether the engine can compile a regular expression, written with its flags: else what uses it has no value."""
    return any(row[0] is not None for row in Store().query(f'SELECT (REGEX("", {written}) AS ?found) {{}}'))


def _written(tokens: Iterable[re.Match]) -> Iterator[tuple[re.Match, re.Match | None]]:
    """List the expressions that are plain strings, with flags that are one too or None; where these are computed nobody knows what is meant."""
    calls: list[tuple[int, list[list[re.Match]]]] = []  # for each open bracket: after which argument flags come, 0 where it is none of these functions, and what begins each argument
    before = ""
    for token in tokens:
        sign = token.group().upper() if token.lastgroup in ("word", "other") else ""
        if sign in _CLOSING and calls:
            after, found = calls.pop()
            flags = found[after] if after and len(found) > after else []
            if after and len(found) > 1 and _plain(found[1]) and (not flags or _plain(flags)):
                yield found[1][0], flags[0] if flags else None
        elif calls and calls[-1][0]:
            arguments = calls[-1][1]
            if sign == ",":
                arguments.append([])
            elif len(arguments[-1]) < 2:  # which tells whether it is one string
                arguments[-1].append(token)
        if sign in _OPENING:
            calls.append((_PATTERNS.get(before, 0), [[]]))
        before = sign


def _plain(argument: Sequence[re.Match]) -> bool:
    return len(argument) == 1 and argument[0].lastgroup == "string"
