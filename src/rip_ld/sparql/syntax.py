"""Where a text stops being a SPARQL query, and what could stand there: asked only of a text that the engine has refused, since the engine tells neither."""

import re
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from lark import Lark, Token, UnexpectedToken
from lark.common import LexerConf
from lark.lexer import Lexer
from lark.parsers.lalr_interactive_parser import InteractiveParser
from pyoxigraph import NamedNode

from rip_ld.sparql.mistakes import MOST_SHOWN, mistake
from rip_ld.sparql.text import iri_of, lexed, scanned

MOST_READ = 200_000  # tokens, in two seconds at most; whoever writes more is no person
FEW = 8  # more possibilities than these help nobody
NEAR = 0.8  # how like two words are (difflib) of which one was meant with the other
MEANT = " is probably meant"
UNKNOWN = "UNKNOWN"
_ENGINE_ERROR = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL)
_NO_IRI = re.compile(r"<[^<>\"{}|^`\s]*([\"{}|^` \t])[^<>\n]*>")
_ABSOLUTE = re.compile(r"<[A-Za-z][\w+.-]*:")
_NO_ESCAPE = re.compile(r"""\\(?![tbnrf"'\\]|u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})""")
_NO_LOCAL_ESCAPE = re.compile(r"\\[^_~.\-!$&'()*+,;=/?#@%]")
_SENTENCES = {"IRI parsing failed": "this IRI is not valid, or it is relative where there is no base"}
_RULES = files("rip_ld.sparql").joinpath("grammar.lark").read_text("utf-8")  # now, since a worker can open no file

# Terminals of the grammar that have no spelling of their own, by the kind of token that they are.
_TERMINALS = {"variable": "VARIABLE", "iri": "IRI", "name": "PREFIXED", "blank": "BLANK", "string": "STRING", "language": "LANGUAGE"}
# Functions, by how many values they take.
_FUNCTIONS = {
    "BUILTIN_0": "NOW RAND UUID STRUUID",
    "BUILTIN_0_1": "BNODE",
    "BUILTIN_1": (
        "STR LANG LANGDIR DATATYPE IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 "
        "SHA384 SHA512 HASLANG HASLANGDIR ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC ISTRIPLE SUBJECT PREDICATE OBJECT"
    ),
    "BUILTIN_2": "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM ADJUST",
    "BUILTIN_2_3": "REGEX SUBSTR",
    "BUILTIN_3": "IF TRIPLE STRLANGDIR",
    "BUILTIN_3_4": "REPLACE",
    "BUILTIN_MANY": "COALESCE CONCAT",
    "AGGREGATE": "SUM MIN MAX AVG SAMPLE",
}
_ARITY = {word: terminal for terminal, words in _FUNCTIONS.items() for word in words.split()}
_CALLS = {*_FUNCTIONS, "BOUND", "COUNT", "GROUP_CONCAT"}
_LITERAL = {"STRING", "INTEGER", "NUMBER", "SIGNED", "true", "false"}
_NAME = {"IRI", "PREFIXED", "NAMESPACE"}
_TERM = {"VARIABLE", "BLANK", "[", "(", "<<", "<<(", *_NAME, *_LITERAL}
# What people call terminals that may stand at a place: the words, by which terminals that is told, and which of them need not be said any more.
_CALLED: list[tuple[str, set[str], set[str]]] = [
    ("an expression", {"VARIABLE", "!", "BUILTIN_1"}, {"!", "-", "+", "NOT", "EXISTS", *_CALLS, *_TERM}),
    ("a condition in brackets", {"(", "BUILTIN_1"}, {"(", "NOT", "EXISTS", *_CALLS, *_NAME}),
    ("a function", {"BUILTIN_1"}, _CALLS),
    ("an operator", {"*", "&&"}, {"=", "<", "*", "&&", "||", "!=", ">", "<=", ">=", "+", "-", "/", "IN", "NOT", "SIGNED"}),
    ("a term (a variable, an IRI, a literal or a blank node)", {"VARIABLE", "IRI", "STRING", "BLANK"}, _TERM),
    ("a property", {"A", "IRI"}, {"A", "!", "^", "(", "VARIABLE", *_NAME}),
    ("a literal", {"STRING", "INTEGER"}, _LITERAL),
    ("a variable", {"VARIABLE"}, {"VARIABLE"}),
    ("an IRI", {"IRI"}, _NAME),
    ("a prefix with its colon", {"NAMESPACE"}, {"NAMESPACE"}),
    ("a string", {"STRING"}, {"STRING"}),
    ("a whole number", {"INTEGER"}, {"INTEGER"}),
    ("a language", {"LANGUAGE"}, {"LANGUAGE"}),
    ("a blank node", {"BLANK"}, {"BLANK"}),
    ("a pattern such as OPTIONAL or FILTER", {"OPTIONAL", "FILTER"}, {"OPTIONAL", "FILTER", "{", "MINUS", "GRAPH", "SERVICE", "BIND", "VALUES", "UNION"}),
    ("GROUP BY, ORDER BY, LIMIT or another of these", {"GROUP", "ORDER", "LIMIT"}, {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}),
]
_UNSAID = {"~", "{|", "LATERAL", "VERSION", "$END"}  # what is rare, and rarely what somebody wanted


def explain(error: str, text: str, prefixes: Collection[str]) -> dict[str, object]:
    """Turn the engine's syntax error into `line`, `column` and a `reason` that a person understands.

    The place is the first token with which no query goes on (SPARQL 1.1 Query, 19.8), or that of a mistake that many people make; `prefixes` need no declaration.
    """
    fault = unexpected(text)
    places = [mistake(error, text, scanned(text), fault[0] if fault else None), _undeclared_prefix(text, prefixes), fault, _misspelt(text)]
    offset, reason = min(filter(None, places), key=lambda one: (one[0], not one[1].endswith(MEANT)), default=None) or _told(error, text)
    return {"line": text.count("\n", 0, offset) + 1, "column": offset - text.rfind("\n", 0, offset), "reason": reason}


def unexpected(text: str) -> tuple[int, str] | None:
    """Find the first token with which no query goes on, and say what could stand there; None where all can be read."""
    read: list[str] = []
    state, found = _state(read), lexed(text)
    while len(read) < MOST_READ and (token := next(found, None)):
        terminal = _terminal(token)
        before = state.copy(deepcopy_values=False) if terminal == "IRI" else state
        if _feeds(state, terminal):
            read.append(terminal)
        elif terminal == "IRI" and "://" not in token.group() and _feeds(before, _spelt()["<"]):  # a comparison without spaces, ?a<?b&&?c>?d, which the engine reads as people do
            read.append(_spelt()["<"])
            state, found = before, lexed(text, token.start() + 1)
        elif token.group() == "<" and (sign := _NO_IRI.match(text, token.start())):
            return token.start(), f"no IRI has {'a space' if sign[1].isspace() else sign[1]} in it"
        else:
            return token.start(), f"{_short(token.group())} cannot stand here{_instead(_possible(read), token.group())}"
    possible = _possible(read)
    return None if "$END" in possible or len(read) == MOST_READ else (len(text), f"the query ends too early{_instead(possible, then='follow')}")


def _feeds(state: InteractiveParser, terminal: str) -> bool:
    """Give the parser a terminal; tells whether it took it."""
    try:
        state.feed_token(_token(terminal))
    except UnexpectedToken:
        return False
    return True


def _possible(read: Iterable[str]) -> set[str]:
    """Give the terminals that can follow some others, as they are spelt, where they have a spelling."""
    spelt = {name: spelling for spelling, name in _spelt().items()}
    return {spelt.get(name, name) for name in _state(read).accepts()}


def _state(read: Iterable[str]) -> InteractiveParser:
    """Give the parser as it is after some terminals, to none of which it objects."""
    state = _grammar().parse_interactive()
    state.parser_state.parse_conf = bare = copy(state.parser_state.parse_conf)
    bare.callbacks = {}  # which make a tree that nobody asks for, in nine tenths of the time
    for terminal in read:
        state.feed_token(_token(terminal))
    return state


def _instead(possible: set[str], found: str = "", then: str = "stand here") -> str:
    """Say what could stand in the place of something: what is spelt nearly so, or all, in the words of people."""
    words = [word for word in (*possible, *(word for word, terminal in _ARITY.items() if terminal in possible)) if word.isalpha() and len(word) > 1]
    if found[:1].isalpha() and (near := get_close_matches(found.upper(), words, 1, NEAR)):
        return f"; {near[0]}{MEANT}"
    if "VARIABLE" in possible and found[:1].isalpha() and found.upper() not in _spelt().keys() | _ARITY.keys():
        return f"; a variable would be ?{found[:MOST_SHOWN]}"
    left, said = possible - _UNSAID, []
    for called, told_by, covered in _CALLED:
        if told_by <= left:
            said.append(called)
            left -= covered
    said += [sign if sign.isalpha() else f'"{sign}"' for sign in sorted(left, key=lambda sign: (sign.isalpha(), sign))]
    shown = [*said[:FEW], "more"] if len(said) > FEW else said
    return f"; {', '.join(shown[:-1])}{' or ' if shown[1:] else ''}{shown[-1]} can {then}" if shown else ""


def _undeclared_prefix(text: str, prefixes: Collection[str]) -> tuple[int, str] | None:
    known, found = set(prefixes), lexed(text)
    for token in found:
        if token.lastgroup == "word" and token.group().upper() == "PREFIX":
            name = next(found, None)
            if name and name.lastgroup == "name":
                known.add(name["prefix"])
        elif token.lastgroup == "name" and token["prefix"] not in known:
            return token.start(), f"the prefix {token['prefix']}: is not declared"
    return None


def _misspelt(text: str) -> tuple[int, str] | None:
    """Find the first string or name with an escape that there is not, or IRI that is none (SPARQL 1.1 Query, 19.7 and 19.8)."""
    for token in lexed(text):
        if token.lastgroup == "string" and (escape := next((pair for pair in re.finditer(r"\\.", token.group(), re.DOTALL) if _NO_ESCAPE.match(token.group(), pair.start())), None)):
            return token.start() + escape.start(), "a backslash in a string begins an escape, and this is none; two make one backslash"
        if token.lastgroup == "name" and (escape := _NO_LOCAL_ESCAPE.search(token.group())):
            return token.start() + escape.start(), "a backslash in a name begins an escape, and this is none"
        if token.lastgroup == "iri" and not _valid(token.group()):
            return token.start(), "this IRI is not valid"
    return None


def _valid(token: str) -> bool:
    """Tell whether an IRI is one; a relative one may be."""
    try:
        return not _ABSOLUTE.match(token) or bool(NamedNode(iri_of(token, None)))
    except ValueError:
        return False


def _told(error: str, text: str) -> tuple[int, str]:
    """Give what the engine says of a text that the grammar takes for a query, and the token about which it says it: it reads on before it does."""
    if not (match := _ENGINE_ERROR.fullmatch(error)):
        return 0, f"this is not a SPARQL query ({error})"
    rows = text.split("\n")
    offset = sum(len(row) + 1 for row in rows[: int(match["line"]) - 1]) + int(match["column"]) - 1
    found = [token for token in lexed(text[:offset])][-1:]
    said = next((item for item in match["expected"].split(", ") if " " in item and item[:3].isalpha()), "the query cannot be read on from here")
    return (found[0].start() if found else 0), _SENTENCES.get(said, said if said[:2].isupper() else said[0].lower() + said[1:])


def _terminal(token: re.Match) -> str:
    """Give the terminal of the grammar that a token is; one that no query has where it is none."""
    word, kind = token.group(), token.lastgroup or ""
    if kind == "number":
        return "INTEGER" if word.isdigit() else "SIGNED" if word[0] in "+-" else "NUMBER"
    if kind == "name" and word.find(":") == len(word) - 1:
        return "NAMESPACE"
    if kind == "word":
        word = "" if word == "A" else word if word in ("true", "false") else word.upper()
    return _TERMINALS.get(kind) or _ARITY.get(word) or _spelt().get(word, UNKNOWN)


@cache
def _token(terminal: str) -> Token:
    return Token(terminal, "")


@cache
def _grammar() -> Lark:
    """Read the grammar, in a sixth of a second: a worker does so for the first fault that it is sent."""
    declared = " ".join({*_TERMINALS.values(), *_FUNCTIONS, "NAMESPACE", "INTEGER", "NUMBER", "SIGNED", UNKNOWN})
    return Lark(f"{_RULES}\n%declare {declared}", parser="lalr", lexer=_Tokens)


@cache
def _spelt() -> dict[str, str]:
    """Give the grammar's names of the terminals that have a spelling, by it."""
    return {terminal.pattern.value: terminal.name for terminal in _grammar().terminals if terminal.pattern}


class _Tokens(Lexer):
    """What the parser wants to have, and does not use: it is given one token after the other."""

    def __init__(self, _: LexerConf) -> None:
        pass

    def lex(self, *_: object) -> Iterator[Token]:
        return iter(())


def _short(found: str) -> str:
    shown = "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in found[:MOST_SHOWN]) + "…" * (len(found) > MOST_SHOWN)
    return shown if found[0] in "\"'" else f'"{shown}"'
