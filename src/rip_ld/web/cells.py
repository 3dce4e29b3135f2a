"""What stands in a table of an answer: things by their labels, and every value as it is in the data, so that no two of them look alike."""

import re
from collections.abc import Callable
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from rip_ld.catalog.model import Link
from rip_ld.catalog.terms import XSD

LONG = 60  # letters: a longer text gets a wider column
WORD = 30  # letters: a longer word is broken, wherever it has to be
WORDS = {XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
ADDRESS = XSD + "anyURI"
NUMBERS = frozenset(
    XSD + name
    for name in (
        "integer", "decimal", "double", "float", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "gYear",
    )
)  # fmt: skip
# What is no mere string for whoever reads it: a number, a boolean, a date or a moment.
_READS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|true|false|-?\d{4,}(?:-\d\d){1,2}(?:T\d\d:\d\d.*)?(?:Z|[+-]\d\d:\d\d)?")
_LONG_WORD = re.compile(rf"\S{{{WORD + 1}}}")


class Cell(NamedTuple):
    """A value of a table: a `link`, or a `text` to the letter; `note` is what a pointer shows, an IRI, a datatype or a language.

    `quoted` is a string that could be taken for something else, or for nothing; `mark` names a language or datatype that a reader would not expect.
    """

    text: str
    link: Link | None = None
    note: str = ""
    quoted: bool = False
    mark: str = ""
    language: str = ""
    number: bool = False

    @property
    def shape(self) -> str:
        """Name the style that its text needs: `wrap` for words that would push other columns away, `long` for many words."""
        return "wrap" if _LONG_WORD.search(self.text) else "long" if self.link is None and len(self.text) > LONG else ""


def cell(term: NamedNode | BlankNode | Literal | Triple, link: Callable[[NamedNode], Link], short: Callable[[str], str]) -> Cell:
    """Make the cell of a term; `link` gives a thing with its label, `short` writes an IRI with its prefix."""
    if isinstance(term, NamedNode):
        to = link(term)
        return Cell(to.label, to, to.iri)
    if isinstance(term, Literal):
        return _literal(term, short)
    if isinstance(term, Triple):
        return Cell(" ".join("…" if isinstance(part, Triple) else part.value for part in term))
    return Cell(str(term))


def _literal(term: Literal, short: Callable[[str], str]) -> Cell:
    text, kind = term.value, term.datatype.value
    if kind == ADDRESS:
        return Cell(text, Link(text, text), short(kind))
    reads = bool(_READS.fullmatch(text))
    if kind in WORDS:
        quoted = reads or text != text.strip() or not text
        language = term.language or ""
        note = f"language {language}" if language else short(kind) if quoted else ""
        return Cell(text, None, note, quoted, language if language != "en" else "", language)
    expected = reads and kind.startswith(XSD)
    return Cell(text, None, short(kind), mark="" if expected else short(kind), number=expected and kind in NUMBERS)
