"""Check the queries that a dataset offers, `queries/*.rq`: what the site shows and a reader copies must be a sound query, with all that is told of it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import Literal

from rip_ld.dataset.examples import MISNAMED, NAME, TYPED, Example, example, parts, told
from rip_ld.dataset.problems import Level, Place, Problem
from rip_ld.dataset.rules import syntax_error, values
from rip_ld.dataset.turtle import XSD_STRING
from rip_ld.sparql import text as query_text
from rip_ld.sparql.soundness import faults


@dataclass(frozen=True)
class Line:
    """A line of the comments at the top of a query: its name, what it must look like, that in words, and how bad it is that there is none."""

    name: str
    pattern: str
    words: str
    lacking: Level | None = None


# What the comments at the top of a query may tell, in the order in which docs/editing.md tells it.
HEADER = (
    Line("title", r".*[^.]", "what is asked, as a heading, without a full stop", "error"),
    Line("question", r".*\?", "the same as a person asks it, with a question mark", "error"),
    Line("group", r".+", "the part of the gallery in which it stands", "error"),
    Line("description", r".+", "what the rows are", "error"),
    Line("keywords", r"(?:\s*[^,\s][^,]*,){2,}\s*[^,\s].*", "three words or more, separated by commas", "error"),
    Line("promise", r".+", "the answer, or of a long answer its heart", "warning"),
    Line("place", r".+", "where in the source that stands", "warning"),
    Line("parameter", r".*", "what may be put into the query"),
    Line("view", r"matrix of \S.*", "“matrix of” and the address of the thing on whose page the answer is a table"),
)
OFTEN = {"parameter"}  # of which there may be several
NEAR = 0.6  # how alike a name must be for a misspelling, from 0 to 1
# What the engine cannot take within its own stack, or not within a lifetime; no query for people to read is like that.
MOST_CHARACTERS = 9000
DEEPEST = 40

_NAME = re.compile(r"[A-Za-z]\w*")
_NUMBER = re.compile(r"[+-]?[0-9.]+")
_PREFIXED = re.compile(r"([\w.-]*):")


def faulty_queries(folder: Path, names: list[str]) -> Iterator[Problem]:
    """Report what is wrong with queries: what has no name for an address, cannot be read, lacks a comment that it needs, offers what it cannot take, or is no SPARQL query."""
    for name in names:
        if not NAME.fullmatch(Path(name).stem):
            yield Problem(Place(name), "error", "file-name", MISNAMED)
        try:
            text = read_query(folder / name)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8-sig")
            place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            yield Problem(place, "error", "query", "This byte is not UTF-8; save the file as UTF-8.")
        except OSError as error:
            yield Problem(Place(name), "error", "query", f"Cannot be read: {error.strerror}.")
        else:
            yield from _comments(name, text)
            yield from _faults(name, text)


def read_query(path: Path) -> str:
    """Read the text of a query file, with the characters for which code point escapes stand. Raises OSError or UnicodeDecodeError."""
    return query_text.unescaped(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))


def place(name: str, text: str, offset: int) -> Place:
    """Give the place in a query file that is so many characters from its beginning."""
    return Place(name, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _comments(name: str, text: str) -> Iterator[Problem]:
    """Report the comments at the top that are not what they should be, those that nothing reads, and what they lack."""
    known, seen = {line.name: line for line in HEADER}, set()
    for found in told(text):
        key, value = found["key"], found["value"]
        if key not in known:
            if value.startswith("//"):  # an address
                continue
            [near] = get_close_matches(key.lower(), known, 1, NEAR) or [""]
            seen.add(near)
            hint = f"Is it “{near}:”?" if near else f"What is read is {', '.join(known)}."
            yield Problem(place(name, text, found.start("key")), "error" if near else "warning", "query", f"Nothing reads a comment “{key}:”. {hint}")
        elif key in seen - OFTEN:
            yield Problem(place(name, text, found.start("key")), "error", "query", f"There is another comment “{key}:” above; only the first is read.")
        elif not re.fullmatch(known[key].pattern, value):
            yield Problem(place(name, text, found.start("value")), "error", "query", f"The comment “{key}:” gives {known[key].words}; this does not.")
        seen.add(key)
    for line in HEADER:
        if line.lacking and line.name not in seen:
            yield Problem(Place(name), line.lacking, "query", f"The comments at the top lack a line “# {line.name}: …”, {line.words}.")


def _faults(name: str, text: str) -> Iterator[Problem]:
    if too_large(text):
        message = f"This is too large to be tried: a query here has at most {MOST_CHARACTERS} characters, and brackets {DEEPEST} deep."
        yield Problem(Place(name), "error", "query", message)
    elif (error := syntax_error(text)) is not None:
        if query_text.is_update(text):
            yield Problem(Place(name), "error", "query", "This is an update; here stands a query that only asks.")
        else:
            from rip_ld.sparql.syntax import explain  # which brings a parser that sound queries do not need

            found = explain(error, text, {})
            reason = str(found["reason"])
            yield Problem(Place(name, found["line"], found["column"]), "error", "query", f"{reason[:1].upper()}{reason[1:].rstrip('.')}.")
    else:
        offered = example(Path(name).stem, text)
        for offset, reason in faults(text):
            yield Problem(place(name, text, offset), "error", "query", f"{reason[:1].upper()}{reason[1:]}.")
        for offset, reason in _idle(text):
            yield Problem(place(name, text, offset), "warning", "query", reason)
        yield from _parameters(name, text, offered)


def _parameters(name: str, text: str, offered: Example) -> Iterator[Problem]:
    """Report the parameters that a sound query cannot take, or not with that default."""
    seen: set[str] = set()
    for line in told(text):
        if line["key"] != "parameter":
            continue
        if fault := parameter_fault(parts(line), offered):
            yield Problem(place(name, text, line.start("value")), "error", "query", fault)
            continue
        variable, _, choices = parts(line)
        found, block = values(offered.prologue, offered.default(variable)), query_text.values_block(text, variable)
        if variable in seen:
            yield Problem(place(name, text, line.start("value")), "error", "query", f"There is another parameter {variable} above; each is told once.")
        elif len(found) != 1:
            message = f"The VALUES of a parameter has one value, its default; that of {variable} has {len(found) or 'none'}."
            yield Problem(place(name, text, block.start), "error", "query", message)
        elif choices == "number" and not (isinstance(found[0], Literal) and found[0].datatype.value != XSD_STRING and _NUMBER.fullmatch(found[0].value)):
            yield Problem(place(name, text, block.start), "error", "query", f"The default of {variable} is no number, which its values are to be.")
        seen.add(variable)


def _idle(text: str) -> Iterator[tuple[int, str]]:
    """List what a sound query has in vain: prefixes that it does not use, variables that can have no value, and what no endpoint answers that is not told to."""
    begin, tokens = query_text.form(text)[1], list(query_text.lexed(text))
    choices = " ".join(line["value"] for line in told(text) if line["key"] == "parameter")
    used = {token["prefix"] for token in tokens if token.lastgroup == "name" and token.start() > begin} | set(_PREFIXED.findall(choices))
    names = Counter(token.group()[1:] for token in tokens if token.lastgroup == "variable")
    group = next((token.start() for token in tokens if token.group() == "{" and token.start() > begin), 0)
    for token, before in zip(tokens[1:], tokens):
        if token.lastgroup == "name" and token.start() < begin and before.group().upper() == "PREFIX" and token["prefix"] not in used:
            yield token.start(), f"The prefix {token['prefix']}: is declared and not used."
        elif token.lastgroup == "variable" and begin < token.start() < group and names[token.group()[1:]] == 1 and before.group().upper() != "AS":
            yield token.start(), f"{token.group()} is selected and stands nowhere else, so that it never has a value."
        elif token.lastgroup == "word" and token.group().upper() == "SERVICE":
            yield token.start(), "SERVICE asks another endpoint, and is refused where serve has not been told to ask it (--federate)."


def too_large(text: str) -> bool:
    """Tell whether a query is too large to be tried."""
    return len(text) > MOST_CHARACTERS or query_text.depth(text) > DEEPEST


def parameter_fault(told: tuple[str, ...], offered: Example) -> str:
    """Tell what is wrong with a parameter that a query announces; empty where nothing is."""
    if len(told) != 3 or not all(told) or not _NAME.fullmatch(told[0]):
        return "A parameter is told as “# parameter: variable | label | choices”, with the variable's name without its question mark."
    variable, _, choices = told
    if not offered.default(variable):
        return f"The query has no block “VALUES ?{variable} {{ … }}” whose value the parameter {variable} could take the place of."
    if choices in TYPED:
        return ""
    if syntax_error(choosing(offered, variable, choices)) is not None or f"?{variable}" not in choices:
        return f"The choices of {variable} are {' or '.join(TYPED)}, or a graph pattern with ?{variable} in it, such as ?{variable} a skos:Concept."
    return ""


def choosing(offered: Example, variable: str, choices: str) -> str:
    """Give the query that asks what a parameter may be."""
    return f"{offered.prologue}\nSELECT DISTINCT ?{variable} WHERE {{ {choices} }}"
