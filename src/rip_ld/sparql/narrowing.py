"""What an endpoint can be told of the things that are known here, so that it need not send all that it has.

A query begins with triples, and every solution of it has values of theirs. Where a SERVICE clause is joined with these, solutions with
other values would be dropped; so the endpoint is asked for those values alone. That holds for a clause directly in the outermost group, or
directly in an OPTIONAL there; it may not in others, which are asked as they stand.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import NamedNode, QuerySolutions

from rip_ld.sparql import text as query_text
from rip_ld.sparql.text import Service

MOST_SENT = 500  # values that an endpoint is sent; where there are more, it is asked for everything
MOST_READ = 20_000  # solutions that are read to find them
_IN_TRIPLES = {"A", "TRUE", "FALSE"}
_LEVELS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}

Token = re.Match


def narrowed(text: str, clause: Service, ask: Callable[[str], QuerySolutions]) -> list[tuple[str, ...]] | None:
    """Give what is known here of the things that a clause asks for: the names of variables, then their values, row by row; None where it is to be asked as it stands.

    `ask` asks the dataset of the query. Values are IRIs: a blank node is known to nobody else, and a literal may be spelt otherwise elsewhere.
    """
    source, group = _outermost(text)
    begin = _beginning(group)
    if not begin or begin[-1].end() > clause.whole.start or not _joined(group, clause):
        return None
    names = sorted(query_text.variables(text[begin[0].start() : begin[-1].end()]) & _plain(query_text.lexed(text[clause.pattern])))
    if not names:
        return None
    head, triples = text[: query_text.form(text)[1]], text[begin[0].start() : begin[-1].end()]
    try:
        found = ask(f"{head} SELECT {_listed(names)} {source} {{ {triples}\n}} LIMIT {MOST_READ + 1}")
        rows = [tuple(row) for _, row in zip(range(MOST_READ + 1), found, strict=False)]
    except (SyntaxError, ValueError, RuntimeError, OSError):  # it was not what it looked like
        return None
    kept = [place for place in range(len(names)) if all(isinstance(row[place], NamedNode) for row in rows)]
    values = sorted({tuple(str(row[place]) for place in kept) for row in rows})
    return [tuple(names[place] for place in kept), *values] if kept and len(rows) <= MOST_READ and len(values) <= MOST_SENT else None


def told(pattern: str, known: Sequence[tuple[str, ...]] | None) -> str:
    """Give the group that an endpoint is asked for: a pattern, with what is known of its variables."""
    if known is None:
        return pattern
    names, *rows = known
    values = " ".join(f"({' '.join(row)})" for row in rows)
    return f"{{ VALUES ({_listed(names)}) {{ {values} }} {pattern} }}"


def _listed(names: Iterable[str]) -> str:
    return " ".join(f"?{name}" for name in names)


def _outermost(text: str) -> tuple[str, list[Token]]:
    """Give the FROM clauses of a query, and the tokens of its outermost group, without the braces; none where there is none."""
    kind, start = query_text.form(text)
    tokens, level, source = [token for token in query_text.lexed(text) if token.start() > start], 0, None
    template = kind == "CONSTRUCT"
    for place, token in enumerate(tokens):
        word = token.group().upper()
        if word == "FROM" and not level and source is None:
            source = token.start()
        if word == "{" and not level:
            if not template or tokens[place - 1].group().upper() == "WHERE":
                stop = tokens[place - 1].start() if tokens[place - 1].group().upper() == "WHERE" else token.start()
                return ("" if source is None else text[source:stop]), tokens[place + 1 :]
            template = False
        level += _LEVELS.get(word, 0)
    return "", []


def _beginning(group: Sequence[Token]) -> list[Token]:
    """Give the triples, and the VALUES between them, with which a group begins."""
    found, values = [], False
    for token in group:
        word = token.group().upper()
        if token.lastgroup == "word" and word == "VALUES":
            values = True
        elif not values and (word in "{}" or (token.lastgroup == "word" and word not in _IN_TRIPLES)):
            break
        found.append(token)
        values = values and word != "}"
    return [] if values else found


def _joined(group: Sequence[Token], clause: Service) -> bool:
    """Tell whether a clause stands directly in the outermost group, or in an OPTIONAL that does."""
    open_: list[bool] = []
    before = ""
    for token in group:
        if token.start() >= clause.whole.start:
            return open_ in ([], [True])
        word = token.group().upper()
        if _LEVELS.get(word) == 1:
            open_.append(before == "OPTIONAL" and word == "{")
        elif word in _LEVELS and open_:
            open_.pop()
        before = word
    return False


def _plain(pattern: Iterable[Token]) -> set[str]:
    """Give the variables of a pattern that stand directly in its braces; none of a pattern that is a subquery."""
    names, level = set(), 0
    for token in pattern:
        level += _LEVELS.get(token.group(), 0)
        if token.lastgroup == "word" and token.group().upper() == "SELECT" and level == 1:
            return set()
        if token.lastgroup == "variable" and level == 1:
            names.add(token.group()[1:])
    return names
