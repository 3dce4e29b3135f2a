"""The writers behind the formats table: quads in, bytes out, the same bytes for the same quads.

The engine serialises; what is done here is the order, the prefixes, and the lines that make Turtle pleasant to read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PREFIX_LINE = re.compile(rb"@prefix ([^:]*): <[^>]*> \.\n")
# The end of an IRI that XML can take as a name (Namespaces in XML 1.0, NCName).
_START = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_XML_NAME = rf"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*$"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# What RDF/XML takes for its own syntax (RDF 1.1 XML Syntax, section 5.1).
_SYNTAX = {_RDF + name for name in "RDF Description ID about parseType resource nodeID datatype li bagID aboutEach aboutEachPrefix".split()}
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class Unwritable(Exception):
    """A format cannot write these statements; the message says why in one sentence."""


@dataclass(frozen=True)
class Serialisation:
    """How to write: the prefixes, the JSON-LD context, and the IRI whose statements come first."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, object] = field(default_factory=dict)
    first: str = ""


def turtle(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write Turtle (RDF 1.1 Turtle): the prefixes that are used, subjects in a stable order, an empty line between them."""
    return _pleasant(serialize(ordered(quads, how), format=RdfFormat.TURTLE, prefixes=_sorted_prefixes(how)))


def n_triples(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write N-Triples (RDF 1.1 N-Triples), sorted."""
    return _sorted_lines(serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES))


def n_quads(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write N-Quads (RDF 1.1 N-Quads), sorted."""
    return _sorted_lines(serialize(set(quads), format=RdfFormat.N_QUADS))


def _sorted_lines(text: bytes) -> bytes:
    return b"".join(sorted(text.splitlines(keepends=True)))


def trig(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write TriG (RDF 1.1 TriG), graph by graph."""
    in_order = sorted(set(quads), key=lambda quad: (str(quad.graph_name), *_order(quad, how)))
    return _pleasant(serialize(in_order, format=RdfFormat.TRIG, prefixes=_sorted_prefixes(how)))


def rdf_xml(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write RDF/XML (RDF 1.1 XML Syntax); Unwritable where XML has no name for a predicate or no place for a character."""
    triples = ordered(quads, how)
    for iri in {triple.predicate.value for triple in triples}:
        if not re.search(_XML_NAME, iri) or iri in _SYNTAX:
            raise Unwritable(f"RDF/XML cannot write the predicate {iri}, because XML has no name for it; another format can.")
    for triple in triples:
        if isinstance(triple.object, Literal) and (odd := re.search(_NOT_XML, triple.object.value)):
            raise Unwritable(f"RDF/XML cannot write the character U+{ord(odd[0]):04X} in a value of {triple.predicate.value}; another format can.")
    names = {triple.predicate.value for triple in triples} | {t.object.value for t in triples if t.predicate == RDF_TYPE and isinstance(t.object, NamedNode)}
    used = {prefix: iri for prefix, iri in _sorted_prefixes(how).items() if any(name.startswith(iri) for name in names)}
    text = serialize(triples, format=RdfFormat.RDF_XML, prefixes=used) + b"\n"
    return text.replace(b"\r", b"&#xD;")  # bare, XML takes it for the end of a line


def ordered(quads: Iterable[Quad], how: Serialisation) -> list[Triple]:
    """List the triples of quads, each once, those of the first subject first, its types before the rest."""
    return list(dict.fromkeys(quad.triple for quad in sorted(quads, key=lambda quad: _order(quad, how))))


def _order(quad: Quad, how: Serialisation) -> tuple[bool, str, bool, str, str]:
    subject = str(quad.subject)
    return (subject != f"<{how.first}>", subject, quad.predicate != RDF_TYPE, quad.predicate.value, str(quad.object))


def _sorted_prefixes(how: Serialisation) -> dict[str, str]:
    return {name: iri for name, iri in sorted(how.prefixes.items()) if name}


def _pleasant(text: bytes) -> bytes:
    """Take out the prefixes that nothing uses, put an empty line before every subject, and four spaces where a tab was.

    The engine writes a string on one line whatever is in it, so that the start of a line tells what the line is.
    """
    end, declared = 0, {}
    while match := _PREFIX_LINE.match(text, end):
        declared[match[1]], end = match[0], match.end()
    body = text[end:]
    used = {match[1] for match in re.finditer(rb"(?:^|[\s(^])([A-Za-z][\w.-]*):", body)}
    kept = b"".join(line for name, line in sorted(declared.items()) if name in used)
    return (kept + b"".join(_spaced(body.splitlines(keepends=True)))).lstrip(b"\n")


def _spaced(lines: Iterable[bytes]) -> Iterator[bytes]:
    inside = False  # a graph of TriG, whose subjects stand one tab in
    for line in lines:
        bare = line.lstrip(b"\t")
        tabs = len(line) - len(bare)
        if bare.startswith(b"}"):
            inside = False
        elif tabs == 0 or (inside and tabs == 1):
            yield b"\n"
        if tabs == 0 and bare.rstrip().endswith(b"{"):
            inside = True
        yield b"    " * tabs + bare
