"""Check the queries that a dataset offers, `queries/*.rq`: what the site shows and a reader copies must be a sound query."""

import re
from collections.abc import Iterator
from pathlib import Path

from rip_ld.dataset.problems import Place, Problem
from rip_ld.dataset.rules import syntax_error
from rip_ld.sparql import text as query_text

FOLDER = "queries"
HEADER = ("title", "description")
# What the engine cannot take within its own stack, or not within a lifetime; no query for people to read is like that.
MOST_CHARACTERS = 9000
DEEPEST = 40

_TOLD = re.compile(r"^#[ \t]*(\w+):[ \t]*\S", re.MULTILINE)
_HEAD = re.compile(r"(?:#.*\n|\s*\n)*")


def query_files(folder: Path) -> list[str]:
    """List the queries of a dataset folder, relative to it."""
    return [f"{FOLDER}/{path.name}" for path in sorted((folder / FOLDER).glob("*.rq"))]


def faulty_queries(folder: Path, names: list[str]) -> Iterator[Problem]:
    """Report what is wrong with queries: what cannot be read, has no title or description, or is no SPARQL query."""
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
    told = set(_TOLD.findall(_HEAD.match(text)[0]))
    for key in HEADER:
        if key not in told:
            yield Problem(Place(name), "error", "query", f"The comments at the top lack a line “# {key}: …”.")
    if len(text) > MOST_CHARACTERS or query_text.depth(text) > DEEPEST:
        message = f"This is too large to be tried: a query here has at most {MOST_CHARACTERS} characters, and brackets {DEEPEST} deep."
        yield Problem(Place(name), "error", "query", message)
    elif (error := syntax_error(text)) is not None:
        if query_text.is_update(text):
            yield Problem(Place(name), "error", "query", "This is an update; here stands a query that only asks.")
        else:
            found = query_text.explain(error, text, {})
            reason = str(found["reason"])
            yield Problem(Place(name, found["line"], found["column"]), "error", "query", f"{reason[:1].upper()}{reason[1:].rstrip('.')}.")
