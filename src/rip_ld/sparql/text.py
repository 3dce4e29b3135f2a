"""Read as much of a query's text as clear messages and FROM clauses need. The engine alone decides what is valid."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3} | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:[\w.-]*)
  | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s]|\.(?=[\w:.%\\-]))*)
  | (?P<word>[^\W\d_]\w*)
  | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_ENGINE_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_BRACKET = re.compile(r"[(){}\[\]]")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}


def is_update(text: str) -> bool:
    """Tell whether the first keyword after the prologue is one of SPARQL Update's."""
    words = (token.group().upper() for token in _tokens(text) if token.lastgroup == "word")
    return next((word for word in words if word not in _PROLOGUE), "") in _UPDATES


def from_clauses(text: str, prefixes: dict[str, str], base: str | None) -> tuple[list[str], list[str]]:
    """Give the IRIs after FROM and after FROM NAMED, in order; names with an unknown prefix are left to the engine."""
    known, found, tokens = dict(prefixes), ([], []), _tokens(text)
    for token in tokens:
        keyword = token.group().upper() if token.lastgroup == "word" else ""
        if keyword == "PREFIX":
            name, iri = next(tokens, None), next(tokens, None)
            if name and iri and iri.lastgroup == "iri":
                known[name.group().removesuffix(":")] = _iri(iri.group(), base)
        elif keyword == "BASE":
            iri = next(tokens, None)
            base = _iri(iri.group(), base) if iri else base
        elif keyword == "FROM":
            target = next(tokens, None)
            named = bool(target) and target.group().upper() == "NAMED"
            iri = _resolve(next(tokens, None) if named else target, known, base)
            if iri is not None:
                found[named].append(iri)
    return found


def explain(error: str, text: str, prefixes: dict[str, str]) -> dict[str, object]:
    """Turn the engine's syntax error into `line`, `column` and a `reason` that a person understands."""
    undeclared = _undeclared_prefix(text, prefixes)
    if undeclared:
        line = text.count("\n", 0, undeclared.start()) + 1
        column = undeclared.start() - text.rfind("\n", 0, undeclared.start())
        return {"line": line, "column": column, "reason": f"the prefix {undeclared['prefix']}: is not declared"}
    match = _ENGINE_ERROR.fullmatch(error)
    if not match:
        return {"line": 1, "column": 1, "reason": f"this is not a SPARQL query ({error})"}
    return {"line": int(match["line"]), "column": int(match["column"]), "reason": _reason(match["expected"])}


def depth(text: str) -> int:
    """Count how deep the brackets of a text are nested at most, whether they stand in strings or not."""
    level = deepest = 0
    for bracket in _BRACKET.finditer(text):
        level += 1 if bracket.group() in "({[" else -1
        deepest = max(deepest, level)
    return deepest


def _tokens(text: str) -> Iterator[re.Match]:
    return (token for token in _TOKEN.finditer(text) if token.lastgroup != "comment")


def _undeclared_prefix(text: str, prefixes: dict[str, str]) -> re.Match | None:
    known, tokens = set(prefixes), _tokens(text)
    for token in tokens:
        if token.lastgroup == "word" and token.group().upper() == "PREFIX":
            name = next(tokens, None)
            if name and name.lastgroup == "name":
                known.add(name["prefix"])
        elif token.lastgroup == "name" and token["prefix"] not in known:
            return token
    return None


def _reason(expected: str) -> str:
    """Prefer the engine's own sentence among what it expected; otherwise name a few of the tokens."""
    items = re.split(r", (?![^\[]*\])", expected)
    sentences = [item for item in items if re.match(r"[A-Z][a-z]+ [a-z]|[A-Z]+ parsing failed|The ", item)]
    if sentences:
        return sentences[0]
    words = [item.strip('"') for item in items if not item.startswith("[")]
    few = ", ".join(words[:8]) + (", …" if len(words) > 8 else "")
    return f"the query cannot be read from here on (expected: {few})" if words else "the query cannot be read from here on"


def _resolve(token: re.Match | None, known: dict[str, str], base: str | None) -> str | None:
    if token is None or token.lastgroup not in ("iri", "name"):
        return None
    if token.lastgroup == "iri":
        return _iri(token.group(), base)
    local = _LOCAL_ESCAPE.sub(r"\1", token.group()[len(token["prefix"]) + 1 :])
    return known[token["prefix"]] + local if token["prefix"] in known else None


def _iri(token: str, base: str | None) -> str:
    iri = _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), token[1:-1])
    return urljoin(base, iri) if base else iri
