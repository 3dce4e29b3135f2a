"""Find things in the text of a Turtle file: directives, subjects at the left margin, the place of a predicate.

This is no parser: it trusts that the file is sound Turtle in the house style (subjects at the left margin).
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from pyoxigraph import BlankNode, Literal, NamedNode

Term = NamedNode | BlankNode | Literal

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = RDF + "type"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

_DIRECTIVE = re.compile(r"^\s*@?(?P<kind>prefix|base)\s+(?:(?P<prefix>[^\s:]*):\s*)?<(?P<iri>[^>]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:<(?P<iri>[^>]*)>|(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[\w%\\./-]*))(?=\s|$)")
_HIDDEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\s]*>)"""
    r'''|"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r'''|"(?:[^"\\\n]|\\.)*"'''
    r"""|'(?:[^'\\\n]|\\.)*'"""
    r"""|\#[^\n]*""",
    re.DOTALL,
)
_NOT_NEWLINE = re.compile(r"[^\n]")
_END = re.compile(r"[;]|\.(?=\s|$)")


@dataclass(frozen=True)
class Outline:
    """The text of a Turtle file with what is needed to find a place in it."""

    text: str = field(repr=False)

    @cached_property
    def bare(self) -> str:
        """Give the text with strings and comments blanked out, every character still in its place."""
        return _HIDDEN.sub(_blank, self.text)

    @cached_property
    def directives(self) -> tuple[tuple[str, str, str, int], ...]:
        """List the prefix and base declarations as (kind, prefix, IRI, line)."""
        return tuple(
            (match["kind"].lower(), match["prefix"] or "", match["iri"], number)
            for number, line in enumerate(self.bare.split("\n"), 1)
            if (match := _DIRECTIVE.match(line))
        )

    @cached_property
    def subjects(self) -> tuple[tuple[str, int], ...]:
        """List the IRIs that stand at the left margin as subjects, as (IRI, line)."""
        found, base, prefixes = [], "", {}
        directives = {line: (kind, prefix, iri) for kind, prefix, iri, line in self.directives}
        for number, line in enumerate(self.bare.split("\n"), 1):
            if number in directives:
                kind, prefix, iri = directives[number]
                if kind == "base":
                    base = iri
                else:
                    prefixes[prefix] = iri
            elif match := _SUBJECT.match(line):
                if match["iri"] is not None:
                    found.append((urljoin(base, match["iri"]), number))
                elif (match["prefix"] or "") in prefixes:
                    found.append((prefixes[match["prefix"] or ""] + match["local"].replace("\\", ""), number))
        return tuple(found)

    @cached_property
    def nameless(self) -> tuple[int, ...]:
        """List the lines that begin with a blank node, `[` or `_:`, at the left margin."""
        return tuple(number for number, line in enumerate(self.bare.split("\n"), 1) if line.startswith(("[", "_:")))

    def find(self, line: int, predicate: str, value: Term | None = None) -> tuple[int, int, int] | None:
        """Find a predicate in the block of the subject that stands at a line; returns None where it is not there.

        With `value`, the statement that shows it best is preferred. Returns line, column, and how well it shows there: 0 is
        best.
        """
        start, end = self._block(line)
        statements = [
            (match.start(), self.text[match.start() : self._statement_end(match.end(), end)])
            for match in self._token(predicate).finditer(self.bare, start, end)
        ]
        if not statements:
            return None
        spellings = self._spellings(value)
        ranked = [
            (next((rank for rank, spelling in enumerate(spellings) if spelling in text), len(spellings)), at)
            for at, text in statements
        ]
        rank, position = min(ranked)
        return *self._line_and_column(position), rank

    def mention(self, iri: str) -> tuple[int, int]:
        """Give the line and column where an IRI is first written; the beginning where it is nowhere."""
        match = self._token(iri).search(self.bare)
        return self._line_and_column(match.start()) if match else (1, 1)

    def _line_and_column(self, position: int) -> tuple[int, int]:
        return self.bare.count("\n", 0, position) + 1, position - self.bare.rfind("\n", 0, position)

    def _block(self, line: int) -> tuple[int, int]:
        starts = self._line_starts
        following = [starts[number - 1] for _, number in self.subjects if number > line]
        return starts[line - 1], min(following, default=len(self.bare))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0] + [match.end() for match in re.finditer("\n", self.bare)]

    def _statement_end(self, start: int, end: int) -> int:
        match = _END.search(self.bare, start, end)
        return match.start() if match else end

    def _token(self, iri: str) -> re.Pattern[str]:
        spellings = "|".join(re.escape(spelling) for spelling in self._spellings(NamedNode(iri)))
        a = r"|(?<=\s)a(?=\s)" if iri == RDF_TYPE else ""
        return re.compile(rf"(?<![\w:<.-])(?:{spellings})(?![\w-]){a}")

    def _spellings(self, value: Term | None) -> list[str]:
        """List the ways in which the file can write an IRI or a literal, the most exact first."""
        if isinstance(value, Literal):
            suffix = f"@{value.language}" if value.language else " " if value.datatype.value == XSD_STRING else "^^"
            quoted = [f"{mark}{value.value}{mark}" for mark in "\"'"]
            return [text + suffix for text in quoted] + quoted + [f" {value.value} "]
        if not isinstance(value, NamedNode):
            return []
        written = [f"<{value.value}>"]
        for kind, prefix, iri, _ in self.directives:
            if iri and value.value.startswith(iri):
                rest = value.value[len(iri) :]
                written += [f"<{rest}>"] if kind == "base" else [f"{prefix}:{rest}"]
        return written


def _blank(match: re.Match[str]) -> str:
    """Blank out a comment, or a string but for its outer quotation marks; leave an IRI alone."""
    text = match[0]
    if match["iri"]:
        return text
    if text[0] == "#":
        return " " * len(text)
    return text[0] + _NOT_NEWLINE.sub(" ", text[1:-1]) + text[-1]
