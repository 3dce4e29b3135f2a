"""The example queries of a dataset, `queries/*.rq`: what is told of each in the comments at its top, and what may be put into it.

A parameter is a variable with one value in a VALUES block: that value is its default, so that the file is a whole query as it stands.
A line `# parameter: name | label | choices` offers it; the choices are a graph pattern that binds the variable, or `text` or `number`
for what anybody may type.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from rip_ld.sparql import text as query_text

FOLDER = "queries"
TYPED = ("text", "number")
NAME = re.compile(r"\w[\w-]*")  # of a file, without its extension: it stands in an address
MISNAMED = "A file's name stands in an address: it has letters, digits, “-” and “_” alone before its extension, and begins with no “-”; rename it."

INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")

_HEAD = re.compile(r"(?:#.*\n|\s*\n)*")
_TOLD = re.compile(r"^#[ \t]*(?P<key>\w+):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_PLAIN_PATH = re.compile(r"\w[\w-]*(?:/[\w-]+)*")


class UnknownParameter(Exception):
    """A value is given to something that a query does not ask for; the message is one clear sentence."""


@dataclass(frozen=True)
class Parameter:
    """What may be put into a query: the variable, what people call it, and the pattern of what it may be, or a word of TYPED."""

    name: str
    label: str
    choices: str


@dataclass(frozen=True)
class Example:
    """A query that the dataset offers. `view` says where its answer is shown besides, `text` is the query alone, with its prologue and the defaults of its parameters."""

    name: str
    title: str
    question: str
    group: str
    description: str
    keywords: tuple[str, ...]
    promise: str
    place: str
    view: str
    parameters: tuple[Parameter, ...]
    text: str

    @cached_property
    def form(self) -> str:
        """Give the query's form: SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return query_text.form(self.text)[0]

    @cached_property
    def prologue(self) -> str:
        """Give the BASE and PREFIX declarations of the query, as any store reads them."""
        return query_text.prologue(self.text, {}, None)

    def default(self, name: str) -> str:
        """Give what stands in the VALUES block of a parameter, as it is written there; empty where there is no such block."""
        span = query_text.values_block(self.text, name)
        return self.text[span].strip() if span else ""

    def known(self, names: Iterable[str]) -> None:
        """Raise UnknownParameter for the first of some names that is none of its parameters."""
        known = [parameter.name for parameter in self.parameters]
        for name in names:
            if name not in known:
                told = f"it has {' and '.join(known)}" if known else "it has none"
                raise UnknownParameter(f"The query {self.name} has no parameter {name}: {told}.")

    def bind(self, values: Mapping[str, NamedNode | Literal]) -> str:
        """Give the query with terms in the place of defaults. Raises UnknownParameter where it has no such parameter."""
        self.known(values)
        base = query_text.declarations(self.text, {}, None)[1]
        return bind(self.text, {name: (value,) for name, value in values.items()}, base or "")


def bind(text: str, values: Mapping[str, tuple[NamedNode | Literal, ...]], base: str = "") -> str:
    """Give a query with terms in its VALUES blocks of one variable; each is written as a term, so that it can be nothing else."""
    for name, terms in values.items():
        span = query_text.values_block(text, name)
        if span:
            text = f"{text[: span.start]} {' '.join(_written(term, base) for term in terms)} {text[span.stop :]}"
    return text


def _written(term: NamedNode | Literal, base: str) -> str:
    """Write a term as SPARQL does, an IRI below the base as a path where that reads without doubt."""
    if isinstance(term, NamedNode) and base.endswith("/") and term.value.startswith(base) and _PLAIN_PATH.fullmatch(term.value[len(base) :]):
        return f"<{term.value[len(base) :]}>"
    if isinstance(term, Literal) and term.datatype == INTEGER and term.value.isdecimal():
        return term.value
    return str(term)


def head(text: str) -> str:
    """Give the comments at the top of a query."""
    return _HEAD.match(text)[0]


def told(text: str) -> list[re.Match]:
    """List what the comments at the top of a query tell, in order: each a `key` and a `value` with their places."""
    return list(_TOLD.finditer(head(text)))


def parts(line: re.Match) -> tuple[str, ...]:
    """Give the parts of a line that announces a parameter: its name, its label and its choices, where it has them."""
    return tuple(part.strip() for part in line["value"].split("|", 2))


def example(name: str, text: str) -> Example:
    """Read one query; what its comments leave out is empty, and a title is made of its name."""
    lines = told(text)
    says = {line["key"]: line["value"] for line in reversed(lines)}
    return Example(
        name=name,
        title=says.get("title") or name.replace("-", " ").capitalize(),
        question=says.get("question", ""),
        group=says.get("group", ""),
        description=says.get("description", ""),
        keywords=tuple(word.strip() for word in says.get("keywords", "").split(",") if word.strip()),
        promise=says.get("promise", ""),
        place=says.get("place", ""),
        view=says.get("view", ""),
        parameters=tuple(Parameter(*parts(line)) for line in lines if line["key"] == "parameter" and len(parts(line)) == 3),
        text=text[len(head(text)) :].strip(),
    )


def path_of(example: Example) -> str:
    """Give the path of an example, relative to the folder of its dataset."""
    return f"{FOLDER}/{example.name}.rq"


def query_files(folder: Path) -> list[str]:
    """List the queries of a dataset folder, relative to it."""
    return [f"{FOLDER}/{path.name}" for path in sorted((folder / FOLDER).glob("*.rq"))]


def examples(folder: Path) -> tuple[Example, ...]:
    """Read the queries that a dataset folder offers, in the order of their names; a file that has no name for an address or cannot be read is left to the check."""
    found = []
    for path in (folder / name for name in query_files(folder)):
        if not NAME.fullmatch(path.stem):
            continue
        try:
            found.append(example(path.stem, path.read_text("utf-8-sig")))
        except (OSError, UnicodeDecodeError):
            continue
    return tuple(found)
