"""Mistakes that people make in queries: what each looks like, and what is said of it. Asked only of a text that the engine has refused."""

import re
from collections.abc import Iterable, Iterator

from rip_ld.sparql.soundness import AGGREGATES, misplaced
from rip_ld.sparql.text import lexed

STRING, IRI, DATA = "\ue000", "\ue001", "\ue002"  # what is written in the place of each character of these, so that nobody takes their text for a query's
MOST_READ = 10_000  # characters; what is longer was written by no hand
MOST_SHOWN = 40  # characters of what is quoted
_NAME = r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:%\\-]|\.(?=[\w:.%\\-]))*"
_TERM = rf"(?:[?$]\w+|{IRI}+|{STRING}+(?:@[\w-]+|\^\^(?:{IRI}+|{_NAME}))?|_:[\w-]+|{_NAME}|[+-]?\d+(?:\.\d+)?|true|false)"
_VERB = r"(?:[^\s{}();,.]|\.(?=\w))+"
_ROWS_OF_VALUES = re.compile(r"\bVALUES\s*\((?P<names>[^()]*)\)\s*\{(?P<rows>[^{}]*)\}", re.IGNORECASE)
_VALUES = re.compile(r"(\bVALUES\s*(?:[?$]\w+|\([^()]*\))\s*\{)([^{}]*)", re.IGNORECASE)
_SELECT = r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?"
_TOLD_OF_GROUPS = "|".join(AGGREGATES)
# What may stand before an opening bracket: functions, and keywords.
_CALLED = (
    "str lang langmatches langdir haslang haslangdir datatype bound iri uri bnode rand abs ceil floor round concat strlen ucase lcase encode_for_uri contains strstarts "
    "strends strbefore strafter year month day hours minutes seconds timezone tz now uuid struuid md5 sha1 sha256 sha384 sha512 coalesce if strlang strlangdir "
    "strdt sameterm samevalue isiri isuri isblank isliteral isnumeric istriple triple subject predicate object regex substr replace count sum min max avg sample "
    "group_concat exists not in as by asc desc having filter bind values where select distinct reduced a true false union optional minus adjust"
).replace(" ", "|")

# Mistakes by which a text is no query: what they look like, up to where they are noticed at the latest, with their place as `at`, and what is said of them.
_ROWS = [
    (r"(?<!\\)(?P<at>[\"'])", "the string that begins here is not closed on its line (one of several lines has three quotation marks at each end)"),
    (r"(?P<at>@(?:prefix|base)\b)", "SPARQL has PREFIX and BASE, without a sign before and a full stop after them"),
    (r"\A\s*(?!(?:PREFIX|BASE|VERSION|SELECT|ASK|CONSTRUCT|DESCRIBE)\b)(?P<at>\w+)", "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, or with PREFIX before these"),
    (r"\A\s*\w+(?P<at>%[0-9A-Fa-f]{2}|\+)", "this is percent-encoded once more than it should be"),
    (r"(?:(?<!\|)\}|\b(?:LIMIT|OFFSET)\s+\d+)\s*(?P<at>;)", "no semicolon stands here: a query ends without one, and only one is sent at a time"),
    (rf"\bPREFIX\s+(?P<at>[\w-]+)\s*{IRI}", "a prefix is declared with a colon: PREFIX {at}: <…>"),
    (rf"\bPREFIX\s+[\w.-]*:\s*(?P<at>[^\s<{IRI}]\S*)", "the IRI of a prefix stands between < and >"),
    (rf"\b(?:PREFIX\s+[\w.-]*:|BASE)\s*{IRI}+\s*(?P<at>[;.,])", "no sign stands after the IRI of a prefix"),
    (rf"{_SELECT}[^{{(]*?[?$]\w+\s*(?P<at>,)", "the variables of SELECT stand without commas"),
    (r"\bSELECT\s+(?P<at>(?P<word>DISTINCT|REDUCED)\s*\([^(){}]*\))", "after {word} the variables stand without brackets"),
    (r"(?P<at>\b(?:true|false)\b)", "the engine takes true and false in small letters alone"),
    (r"(?P<at>!\s*\(\s*\))", "the engine takes no {at} without a property; a variable stands for any"),
    (rf"\bBASE\s+(?P<at>[^\s<{IRI}]\S*)", "the IRI of BASE stands between < and >"),
    (r"(?P<at><[A-Za-z][\w+.-]*:[^\s<>]*)(?![^<>\n]*>)", "the IRI that begins here is not closed by >"),
    (r"(?P<at>\bhttps?://\S*)", "an IRI stands between < and >"),
    (rf"{_SELECT}(?:[?$]\w+\s+)*(?P<at>(?!DISTINCT|REDUCED)\w+\s*\([^(){{}}]*\))", "what SELECT computes stands in brackets and has a name: ({at} AS ?name)"),
    (rf"{_SELECT}[^{{]*?\(\s*(?P<at>\w+\s*\([^(){{}}]*\))\s*(?:\)|[?$])", "what SELECT computes has a name: ({at} AS ?name)"),
    (rf"{_SELECT}(?P<at>(?-i:[a-z])\w*)(?![\w:(])(?!\s*\()", "a variable begins with a question mark: ?{at}"),
    (r"\bWHERE\s+(?P<at>[^\s{]\S*)", "what follows WHERE stands between {{ and }}"),
    (rf"\bFILTER\s+(?P<at>[?$]\w+|{STRING}+|!|[+-]?\d[\d.]*)", "what FILTER tests stands in brackets: FILTER({at} …)"),
    (r"(?P<at>[“”„‘’])", "this is a curly quotation mark; a string stands between straight ones"),
    (r"(?P<at>//|/\*|--(?=\s))", "a comment begins with #"),
    (r"(?P<at>\{\d+(?:,\d*)?\})", "a path has no {at} here: it is repeated by *, + or ?"),
    (r"\bORDER\s+BY\s+[^{}]*?(?P<name>[?$]\w+)\s+(?P<at>(?P<way>ASC|DESC)\b\s*)", "the order stands before what is ordered by: {way}({name})"),
    (r"\{[^{}]*\s(?P<at>LIMIT|OFFSET|ORDER|GROUP|HAVING)\b", "{at} stands after the closing }}"),
    (r"\b(?:LIMIT|OFFSET)\s+\d+\s+(?P<at>ORDER|GROUP|HAVING)\b", "{at} stands before LIMIT and OFFSET"),
    (r"\S\s*(?P<at>\bSELECT\b)", "a query inside of another stands in braces of its own, and only one is sent at a time"),
    (rf"{_SELECT}(?P<at>TOP\s+\d+)", "how many rows there may be is told at the end, by LIMIT"),
    (r"\bLIMIT\s+\d+\s*(?P<at>,)", "LIMIT takes one number; how many rows are left out before is told by OFFSET"),
    (r"\}\s*(?P<at>\bUNION\b)", "UNION stands inside of the braces of WHERE, between groups in braces of their own: {{ {{ … }} UNION {{ … }} }}"),
    (r"[^\s}]\s*(?P<at>\bUNION\b)", "UNION stands between groups in braces: {{ … }} UNION {{ … }}"),
    (r"(?P<at>\bBETWEEN\b)", "SPARQL has no BETWEEN; write ?x >= … && ?x <= …"),
    (r"(?P<at>\bIS\s+(?:NOT\s+)?NULL\b)", "SPARQL has no NULL; BOUND(?x) tells that a variable has a value, !BOUND(?x) that it has none"),
    (r"(?P<at>\bNOT\b)\s*(?!EXIST|IN\b|LIKE|BETWEEN|NULL)\S", "NOT stands before EXISTS or IN; anything else is negated by !"),
    (r"(?P<at>&(?:gt|lt|amp|quot|apos|#\d+);)", "this is how HTML writes a sign; write the sign itself"),
    (r"(?P<at>\bLIKE\b)", "SPARQL has no LIKE; CONTAINS and REGEX are functions that do this"),
    (r"(?P<at>\b(?:CONTAINS|REGEX|STRSTARTS|STRENDS|LANGMATCHES)\b)(?!\s*\()", "{at} is a function, which stands before what it is given: {at}(…, …)"),
    (r"(?P<at>=(?P<sign>[<>]))", "this is written {sign}="),
    (rf"{STRING}(?P<at>\^)(?!\^)", "a datatype comes after two carets: ^^"),
    (rf"{STRING}(?P<at>@)(?![A-Za-z])", "after @ stands the code of a language, as in @en"),
    (r"\bFILTER\s*\([^{}]*?(?P<at>==)", "equality is written =, not =="),
    (rf"\bFILTER\s*\([^{{}}]*?(?:[?$]\w|\))\s*(?P<at>{IRI}{{2}})(?!{IRI})", "inequality is written !=, not <>"),
    (r"\bFILTER\s*\([^{}]*?\s(?P<at>and)\s", "the word and is written && here"),
    (r"\bFILTER\s*\([^{}]*?\s(?P<at>or)\s", "the word or is written || here"),
    (r"\bBIND\s+(?P<at>[^\s(]\S*)", "BIND stands with brackets: BIND({at} AS ?variable)"),
    (r"\b(?P<order>ASC|DESC)\s+(?P<at>[?$]\w+)", "what is ordered by stands in brackets: {order}({at})"),
    (r"\b(?P<most>LIMIT|OFFSET)\s+(?P<at>[^\s\d}]\S*)", "{most} takes a whole number, of 18 digits at most"),
    (rf"(?<![\w:?$@.-])(?!(?:{_CALLED})\b)(?P<at>[A-Za-z]\w*)\s*\(", "SPARQL has no function {at}"),
    (rf"(?<=[{{}}.])\s*{_TERM}\s+{_VERB}\s+{_TERM}\s+(?P<at>{_TERM})(?=[\s{{}}(.;,/])", "a full stop is missing before {at} (or ; to say more of the same thing, or , for another value)"),
    (rf";\s*{_VERB}\s+{_TERM}\s+(?P<at>{_TERM})(?=\s)", "a full stop is missing before {at} (or ; to say more of the same thing, or , for another value)"),
    (rf"(?<=[{{}}.])\s*{_TERM}\s+{_VERB}\s*(?P<at>[.;}}])", "a statement has three parts, and here the third is missing"),
]
# Mistakes of texts that the grammar takes for queries, with words of what the engine says of them.
_MEANT = [
    ("", rf"\b(?:ASK|CONSTRUCT|DESCRIBE)\b(?!.*\bSELECT\b).*\}}[^{{}}]*?(?P<at>\b(?:{_TOLD_OF_GROUPS})(?=\s*\())", "the engine takes {at} in a SELECT alone; put one in braces into the pattern: {{ SELECT … {{ … }} GROUP BY … HAVING (…) }}"),
    ("is not authorized with GROUP BY", rf"{_SELECT}(?P<at>\*)(?=.*\b(?:GROUP\s+BY|HAVING|ORDER\s+BY)\b)", "SELECT * does not go together with GROUP BY, HAVING or an aggregate: name the variables"),
    ("<unreported>", r"(?P<twice>_:[\w-]+)[^{}]*[{}].*?(?P<at>(?P=twice)(?![\w-]))", "the blank node {at} stands in two groups; a variable may"),
    ("", r"\bVALUES\s*\([^()]*?(?P<twice>[?$]\w+)\b[^()]*?(?P<at>(?P=twice)\b)", "{at} stands twice before the values; the engine takes it once"),
    ("overrides an existing variable", rf"{_SELECT}[^{{]*?\bAS\s+(?P<at>[?$]\w+)(?=.*\{{.*?(?P=at)\b)", "{at} has a value already: give what is computed another name"),
    ("should be a non negative integer", r"\b(?P<most>LIMIT|OFFSET)\s+(?P<at>\d{19,})", "{most} takes a whole number, of 18 digits at most"),
]
_BIND = re.compile(r"\bBIND\s*\((?P<value>[^{}]*?)\bAS\s+(?P<at>[?$]\w+)\s*\)", re.IGNORECASE)

_GROUPING = re.compile(r"\bGROUP\s+BY\b(?P<by>.*?)(?=\b(?:HAVING|ORDER|LIMIT|OFFSET|VALUES)\b|\}|$)", re.IGNORECASE | re.DOTALL)
_PROJECTION = re.compile(rf"{_SELECT}(?P<names>[^{{]*)", re.IGNORECASE)
_NAMED = r"\bAS\s+[?$](\w+)"
_NEITHER = "{} stands in SELECT, but neither in GROUP BY nor in an aggregate such as COUNT or SAMPLE"
_NAMELESS = "{} alone is not grouped by: give what is grouped by a name, GROUP BY (… AS ?name), and select that"
_COMPUTED = "{} is computed in this SELECT, and the engine takes it in nothing else that stands beside an aggregate; put this SELECT in braces, and another around it"
_AGGREGATE = re.compile(rf"\b(?:{_TOLD_OF_GROUPS})\s*\([^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE)
_FUNCTION = re.compile(r"custom function <(?P<iri>[^>]*)>")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_CASTS = ("string", "boolean", "integer", "decimal", "float", "double", "dateTime", "date", "time", "duration")
_PAIRS = {")": "(", "}": "{", "]": "["}


def mistake(error: str, text: str, tokens: Iterable[re.Match], fault: int | None) -> tuple[int, str] | None:
    """Find the well-known mistake in a query that the engine has refused with an error; gives its place and what is wrong, None where there is none.

    `fault` is the place of the first token with which no query goes on, None where all can be read. A mistake counts that reaches this place.
    """
    if len(text) > MOST_READ:
        return next(misplaced(lexed(text)), None) if fault is None else None
    masked = _masked(text, tokens)
    plain = _VALUES.sub(lambda block: block[1] + DATA * len(block[2]), masked)
    if fault is not None:
        found = [*_looked_for(text, plain, fault), *(one for one in _brackets(plain) if one[0] == fault)]
    elif function := _FUNCTION.search(error):
        local = re.split("[/#:]", function["iri"])[-1]
        there = re.search(rf"<{re.escape(function['iri'])}>|[\w-]*:{re.escape(local)}\s*\(", text)
        known = function["iri"].startswith(_XSD) and local in _CASTS
        return there.start() if there else 0, f"{local} takes one value" if known else f"there is no function <{function['iri']}> here"
    else:
        found = [*misplaced(lexed(text)), *_meant(error, text, plain), *_uneven(masked), *_twice(plain)] or [*_bound_twice(plain)] or [*_ungrouped(plain)]
    return min(found, key=lambda one: one[0], default=None)


def _masked(text: str, tokens: Iterable[re.Match]) -> str:
    """Write a query without its comments and without the text of strings and IRIs, each character in its place."""
    parts, end = [], 0
    for token in tokens:
        sign = {"comment": " ", "string": STRING, "iri": IRI}.get(token.lastgroup or "")
        if sign:
            parts += [text[end : token.start()], sign * len(token.group())]
            end = token.end()
    return "".join(parts) + text[end:]


def _looked_for(text: str, plain: str, fault: int) -> Iterator[tuple[int, str]]:
    for pattern, sentence in _ROWS:
        for match in re.finditer(pattern, plain, re.IGNORECASE | re.DOTALL):
            if match.start("at") <= fault <= match.end():
                yield _said(text, match, sentence)


def _meant(error: str, text: str, plain: str) -> Iterator[tuple[int, str]]:
    for said, pattern, sentence in _MEANT:
        if said in error and (match := re.search(pattern, plain, re.IGNORECASE | re.DOTALL)):
            yield _said(text, match, sentence)


def _said(text: str, match: re.Match, sentence: str) -> tuple[int, str]:
    """Give the place of a mistake, and its sentence with what stands there in the query."""
    place = match.start("at")
    shown = text[place : match.end("at")]
    return place, sentence.format(**match.groupdict() | {"at": shown if len(shown) <= MOST_SHOWN else shown[:MOST_SHOWN] + "…"})


def _brackets(plain: str) -> Iterator[tuple[int, str]]:
    """Find the first bracket that closes nothing, or another than its own; then, that one is left open."""
    open_: list[tuple[str, int]] = []
    for match in re.finditer(r"(?<!\\)[(){}\[\]]", plain):
        sign = match[0]
        if sign not in _PAIRS:
            open_.append((sign, match.start()))
        elif open_ and open_[-1][0] == _PAIRS[sign]:
            open_.pop()
        else:
            yield match.start(), f"this {sign} comes where {open_[-1][0]} is open" if open_ else f"this {sign} closes nothing"
            return
    if open_:
        sign, place = open_[-1]
        line, column = plain.count("\n", 0, place) + 1, place - plain.rfind("\n", 0, place)
        yield len(plain), f"the query ends too early: the {sign} of line {line}, column {column}, is still open"


def _uneven(masked: str) -> Iterator[tuple[int, str]]:
    """Find the rows of VALUES that have not as many values as there are variables (SPARQL 1.1 Query, 10.2)."""
    for block in _ROWS_OF_VALUES.finditer(masked):
        names = len(re.findall(r"[?$]\w+", block["names"]))
        for row in re.finditer(r"\(([^()]*)\)", block["rows"]):
            if (values := len(re.findall(rf"{_TERM}|\bUNDEF\b", row[1], re.IGNORECASE))) != names:
                yield block.start("rows") + row.start(), f"this row of VALUES has {values} values for {names} variables"


def _twice(plain: str) -> Iterator[tuple[int, str]]:
    """Find the variables that a SELECT names twice: no query where one is computed (SPARQL 1.1 Query, 18.2.4.4), and more than the engine takes in any."""
    for selected in _PROJECTION.finditer(plain):
        bare = re.finditer(r"[?$](\w+)", _without_brackets(selected["names"]))
        computed = re.finditer(r"(?<=\s)[?$](\w+)(?=\s*\)(?!\s*(?:[-+*/=)]|AS\b)))", selected["names"], re.IGNORECASE)
        seen: set[str] = set()
        for name in sorted([*bare, *computed], key=re.Match.start):
            if name[1] in seen:
                yield selected.start("names") + name.start(), f"{name[0]} stands twice in SELECT; the engine takes it once"
            seen.add(name[1])


def _bound_twice(plain: str) -> Iterator[tuple[int, str]]:
    """Find the BINDs to variables that stand in their group before (SPARQL 1.1 Query, 10.1); it may be right in others, so this is asked where nothing else is found."""
    for bind in _BIND.finditer(plain):
        level, start = 0, bind.start()
        while start and level >= 0:
            start -= 1
            level += {"}": 1, "{": -1}.get(plain[start], 0)
        if re.search(rf"[?$]{bind['at'][1:]}\b", plain[start : bind.start()]):
            yield bind.start("at"), f"{bind['at']} has a value already: BIND needs another variable"


def _ungrouped(plain: str) -> Iterator[tuple[int, str]]:
    """Find the variables of a SELECT that are neither grouped by nor in an aggregate."""
    for selected in _PROJECTION.finditer(plain):
        names, grouping = selected["names"], _GROUPING.search(plain, selected.end())
        if not grouping and not _AGGREGATE.search(names):
            continue
        by = grouping["by"] if grouping else ""
        grouped = {*re.findall(r"[?$](\w+)", _without_brackets(by)), *re.findall(_NAMED, by, re.IGNORECASE)}
        computed = re.findall(_NAMED, names, re.IGNORECASE)
        bare = _AGGREGATE.sub(_blank, re.sub(_NAMED, _blank, names, flags=re.IGNORECASE))
        for variable in re.finditer(r"[?$](\w+)", bare):
            if variable[1] not in grouped:
                reason = _COMPUTED if variable[1] in computed else _NAMELESS if re.search(rf"[?$]{variable[1]}\b", by) else _NEITHER
                yield selected.start("names") + variable.start(), reason.format(variable[0])


def _blank(found: re.Match) -> str:
    return " " * len(found[0])


def _without_brackets(text: str) -> str:
    """Write a text with spaces in the place of what stands in round brackets."""
    parts, level = [], 0
    for letter in text:
        level += letter == "("
        parts.append(" " if level else letter)
        level -= letter == ")"
    return "".join(parts)
