"""Read as much of a query's text as FROM, SERVICE and limits need. The engine alone decides what is valid."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

_OPAQUE = r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3} | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    """
_SIGN = r"\w\u00B7\u0300-\u036F\u203F\u2040"  # what names consist of, beside hyphens, and full stops inside (SPARQL 1.1 Query, 19.8)
_TOKEN = re.compile(
    _OPAQUE
    + rf"""
  | (?P<variable>[?$][{_SIGN}]+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--(?:ltr|rtl))?)
  | (?P<blank>_:(?:[\w](?:[{_SIGN}.-]*[{_SIGN}-])?)?)
  | (?P<name>(?P<prefix>(?:[^\W\d_](?:[{_SIGN}.-]*[{_SIGN}-])?)?):(?:[{_SIGN}:-]|%[0-9A-Fa-f]{{2}}|\\[^\w\s]|\.(?=[{_SIGN}:.%\\-]))*)
  | (?P<word>[^\W\d_]\w*)
  | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
  | (?P<other><<\(|\)>>|<<|>>|\{{\||\|\}}|&&|\|\||==|!=|<=|>=|\^\^|[^ \t\r\n])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ESCAPED = re.compile(_OPAQUE + r"| (?P<escape> \\u(?P<four>[0-9A-Fa-f]{4}) | \\U(?P<eight>[0-9A-Fa-f]{8}) )", re.VERBOSE | re.DOTALL)
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_BRACKET = re.compile(r"[(){}\[\]]")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_STAR = re.compile(r"SELECT(?:\s|DISTINCT|REDUCED)*+[*#]")  # in capitals: what may be a SELECT *
_PROLOGUE = {"PREFIX", "BASE", "VERSION"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True)
class Service:
    """A SERVICE clause, by places in its query: the whole of it, the endpoint and the pattern with its braces.

    `iri` is the endpoint's, None for a variable; `inner` tells that the clause stands in the pattern of another.
    """

    whole: slice
    target: slice
    pattern: slice
    iri: str | None
    silent: bool
    inner: bool


def unescaped(text: str) -> str:
    """Give a query with the characters for which code point escapes stand (SPARQL 1.1 Query, 19.2), outside of strings and IRIs: there the engine reads them."""
    if "\\u" not in text and "\\U" not in text:
        return text
    return _ESCAPED.sub(lambda match: _character(match) if match["escape"] else match[0], text)


def _character(match: re.Match) -> str:
    code = int(match["four"] or match["eight"], 16)
    return match[0] if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def is_update(text: str) -> bool:
    """Tell whether the first keyword after the prologue is one of SPARQL Update's."""
    words = (token.group().upper() for token in lexed(text) if token.lastgroup == "word")
    return next((word for word in words if word not in _PROLOGUE), "") in _UPDATES


def asks_a_service(text: str) -> bool:
    """Tell whether the keyword SERVICE stands in a query; as a prefix, variable, string or comment the word is harmless."""
    return "SERVICE" in text.upper() and any(token.lastgroup == "word" and token.group().upper() == "SERVICE" for token in lexed(text))


def services(text: str, prefixes: dict[str, str], base: str | None) -> Iterator[Service]:
    """Find the SERVICE clauses of a query that the engine can read, in order, those in the patterns of others too."""
    known, base = declarations(text, prefixes, base)
    tokens, end = list(lexed(text)), 0
    for place, token in enumerate(tokens):
        if token.lastgroup == "word" and token.group().upper() == "SERVICE":
            after = tokens[place + 1 :]
            silent = bool(after) and after[0].group().upper() == "SILENT"
            block = _block(after[silent + 1 :])
            if block:
                whole, target = slice(token.start(), block.stop), after[silent]
                yield Service(whole, slice(target.start(), target.end()), block, resolve(target, known, base), silent, token.start() < end)
                end = max(end, block.stop)


def _block(tokens: list[re.Match]) -> slice | None:
    """Find the braces with which some tokens begin, and all between them."""
    level = 0
    for token in tokens:
        level += {"{": 1, "}": -1}.get(token.group(), 0)
        if not level:
            return slice(tokens[0].start(), token.end()) if token.group() == "}" else None
    return None


def without_services(text: str) -> str:
    """Give a query with GRAPH in the place of every SERVICE, each character in its place: sound if and only if the query is.

    The two take the same operands (SPARQL 1.1 Query, 19.8), but asking for a graph leads nowhere.
    """
    parts, end, after = [], 0, False
    for token in lexed(text):
        word = token.group().upper() if token.lastgroup == "word" else ""
        if word == "SERVICE" or (after and word == "SILENT"):
            parts += [text[end : token.start()], ("GRAPH" if word == "SERVICE" else "").ljust(len(word))]
            end = token.end()
        after = word == "SERVICE"
    return "".join(parts) + text[end:]


def form(text: str) -> tuple[str, int]:
    """Give a query's form, SELECT, ASK, CONSTRUCT or DESCRIBE, and where that word stands; after all of a text that has none."""
    found = next((token for token in lexed(text) if token.lastgroup == "word" and token.group().upper() in _FORMS), None)
    return (found.group().upper(), found.start()) if found else ("", len(text))


def star(text: str) -> slice | None:
    """Find the star of a query that is a SELECT *; None in any other."""
    if not _STAR.search(text.upper()):
        return None
    kind, place = form(text)
    after = (token for token in lexed(text) if token.start() > place) if kind == "SELECT" else iter(())
    found = next((token for token in after if token.group().upper() not in ("DISTINCT", "REDUCED")), None)
    return slice(found.start(), found.end()) if found and found.group() == "*" else None


def spelt_out(text: str, place: slice, names: Iterable[str]) -> str:
    """Give a query with variables in the place of its star, in the order in which they first stand in it."""
    there = list(dict.fromkeys(token.group()[1:] for token in lexed(text) if token.lastgroup == "variable"))
    told = " ".join(f"?{name}" for name in sorted(names, key=lambda name: there.index(name) if name in there else len(there)))
    return f"{text[: place.start]} {told} {text[place.stop :]}" if told else text


def variables(text: str) -> set[str]:
    """Give the names of all variables that stand in a query, or a part of one."""
    return {token.group()[1:] for token in lexed(text) if token.lastgroup == "variable"}


def values_block(text: str, variable: str) -> slice | None:
    """Find what stands between the braces of the first `VALUES ?variable { … }`; None where there is no such block."""
    tokens = list(lexed(text))
    for place, token in enumerate(tokens[:-2]):
        after = tokens[place + 1 : place + 3]
        if token.group().upper() == "VALUES" and after[0].group()[1:] == variable and after[1].group() == "{":
            end = next((last.start() for last in tokens[place + 3 :] if last.group() == "}"), None)
            return slice(after[1].end(), end) if end is not None else None
    return None


def without_from(text: str) -> str:
    """Give a query without its FROM and FROM NAMED clauses, each character that stays in its place."""
    parts, end, tokens = [], 0, lexed(text)
    for token in tokens:
        if token.lastgroup == "word" and token.group().upper() == "FROM":
            last = next(tokens, token)
            last = next(tokens, last) if last.group().upper() == "NAMED" else last
            parts += [text[end : token.start()], re.sub(r"\S", " ", text[token.start() : last.end()])]
            end = last.end()
    return "".join(parts) + text[end:]


def from_clauses(text: str, prefixes: dict[str, str], base: str | None) -> tuple[list[str], list[str]]:
    """Give the IRIs after FROM and after FROM NAMED, in order; names with an unknown prefix are left to the engine."""
    known, base = declarations(text, prefixes, base)
    found, tokens = ([], []), lexed(text)
    for token in tokens:
        if token.lastgroup == "word" and token.group().upper() == "FROM":
            target = next(tokens, None)
            named = bool(target) and target.group().upper() == "NAMED"
            iri = resolve(next(tokens, None) if named else target, known, base)
            if iri is not None:
                found[named].append(iri)
    return found


def prologue(text: str, prefixes: dict[str, str], base: str | None) -> str:
    """Write the declarations of a query anew, with those that it needs elsewhere and not here: the base first, since some stores read it nowhere else."""
    known, base = declarations(text, prefixes, base)
    return (f"BASE <{base}> " if base else "") + "".join(f"PREFIX {name}: <{iri}> " for name, iri in known.items() if f"{name}:" in text)


def declarations(text: str, prefixes: dict[str, str], base: str | None) -> tuple[dict[str, str], str | None]:
    """Give the prefixes that are declared in a query, beside those that need no declaration, and its base."""
    known, tokens = dict(prefixes), lexed(text[: form(text)[1]])
    for token in tokens:
        keyword = token.group().upper() if token.lastgroup == "word" else ""
        glued = token.lastgroup == "name" and token.group().upper().startswith("PREFIX")  # the engine needs no space after the word
        if keyword == "PREFIX" or glued:
            name, iri = token if glued else next(tokens, None), next(tokens, None)
            if name and iri and iri.lastgroup == "iri":
                known[name.group()[len("PREFIX") if glued else 0 :].removesuffix(":")] = iri_of(iri.group(), base)
        elif keyword == "BASE":
            iri = next(tokens, None)
            base = iri_of(iri.group(), base) if iri else base
    return known, base


def depth(text: str) -> int:
    """Count how deep the brackets of a text are nested at most, whether they stand in strings or not."""
    level = deepest = 0
    for bracket in _BRACKET.finditer(text):
        level += 1 if bracket.group() in "({[" else -1
        deepest = max(deepest, level)
    return deepest


def scanned(text: str, start: int = 0) -> Iterator[re.Match]:
    """Give the tokens of a query from a place on, comments too, as well as a lexer can tell that knows no grammar; the group of each is its kind."""
    return _TOKEN.finditer(text, start)


def lexed(text: str, start: int = 0) -> Iterator[re.Match]:
    """Give the tokens of a query from a place on, without its comments."""
    return (token for token in scanned(text, start) if token.lastgroup != "comment")


def resolve(token: re.Match | None, known: dict[str, str], base: str | None) -> str | None:
    """Give the IRI that a token means, written out or with a prefix; None where it is no IRI, or its prefix is not known."""
    if token is None or token.lastgroup not in ("iri", "name"):
        return None
    if token.lastgroup == "iri":
        return iri_of(token.group(), base)
    local = _LOCAL_ESCAPE.sub(r"\1", token.group()[len(token["prefix"]) + 1 :])
    return known[token["prefix"]] + local if token["prefix"] in known else None


def iri_of(token: str, base: str | None) -> str:
    """Give the IRI that a token between < and > means (SPARQL 1.1 Query, 4.1.1); as it is where there is no base for a relative one. ValueError for an escape of no character."""
    iri = _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), token[1:-1])
    return iri if _SCHEME.match(iri) or not base else urljoin(base, iri)
