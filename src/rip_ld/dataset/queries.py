"""Check the queries that a dataset offers, `queries/*.rq`: what the site shows and a reader copies must be a sound query."""

import re
from collections.abc import Iterator
from pathlib import Path

from rip_ld.dataset.examples import TYPED, Example, example, head, parameters, told
from rip_ld.dataset.problems import Place, Problem
from rip_ld.dataset.rules import syntax_error
from rip_ld.sparql import text as query_text

HEADER = ("title", "description")
# What the engine cannot take within its own stack, or not within a lifetime; no query for people to read is like that.
MOST_CHARACTERS = 9000
DEEPEST = 40

_NAME = re.compile(r"[A-Za-z]\w*")


def faulty_queries(folder: Path, names: list[str]) -> Iterator[Problem]:
    """Report what is wrong with queries: what cannot be read, has no title or description, offers what it cannot take, or is no SPARQL query."""
    for name in names:
        try:
            text = (folder / name).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8-sig")
            place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            yield Problem(place, "error", "query", "This byte is not UTF-8; save the file as UTF-8.")
        except OSError as error:
            yield Problem(Place(name), "error", "query", f"Cannot be read: {error.strerror}.")
        else:
            yield from _faults(name, text)


def _faults(name: str, text: str) -> Iterator[Problem]:
    says = {key for key, _ in told(text)}
    for key in HEADER:
        if key not in says:
            yield Problem(Place(name), "error", "query", f"The comments at the top lack a line “# {key}: …”.")
    if len(text) > MOST_CHARACTERS or query_text.depth(text) > DEEPEST:
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
        for parts in parameters(text):
            if fault := _parameter_fault(parts, example(Path(name).stem, text)):
                line = next(number for number, row in enumerate(head(text).splitlines(), 1) if parts[0] in row and "parameter:" in row)
                yield Problem(Place(name, line), "error", "query", fault)


def _parameter_fault(parts: tuple[str, ...], offered: Example) -> str:
    """Tell what is wrong with a parameter that a query announces; empty where nothing is."""
    if len(parts) != 3 or not all(parts) or not _NAME.fullmatch(parts[0]):
        return "A parameter is told as “# parameter: variable | label | choices”, with the variable's name without its question mark."
    variable, _, choices = parts
    if not offered.default(variable):
        return f"The query has no block “VALUES ?{variable} {{ … }}” whose value the parameter {variable} could take the place of."
    if choices in TYPED:
        return ""
    asked = f"{offered.prologue}\nSELECT DISTINCT ?{variable} WHERE {{ {choices} }}"
    if syntax_error(asked) is not None or f"?{variable}" not in choices:
        return f"The choices of {variable} are {' or '.join(TYPED)}, or a graph pattern with ?{variable} in it, such as ?{variable} a skos:Concept."
    return ""
