"""The writers behind the formats table: quads in, bytes out, the same bytes for the same quads."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True)
class Serialisation:
    """How to write: the prefixes, the JSON-LD context, and the IRI whose statements come first."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, object] = field(default_factory=dict)
    first: str = ""


def turtle(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write Turtle (RDF 1.1 Turtle) with the prefixes that occur, subjects in a stable order."""
    return _with_prefixes(_triples(quads, how), RdfFormat.TURTLE, how)


def n_triples(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write N-Triples (RDF 1.1 N-Triples), sorted."""
    return b"".join(sorted(f"{triple} .\n".encode() for triple in set(_triples(quads, how))))


def n_quads(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write N-Quads (RDF 1.1 N-Quads), sorted."""
    return b"".join(sorted(f"{quad} .\n".encode() for quad in set(quads)))


def trig(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write TriG (RDF 1.1 TriG), graph by graph."""
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), *_order(quad, how)))
    return _with_prefixes(ordered, RdfFormat.TRIG, how)


def rdf_xml(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write RDF/XML (RDF 1.1 XML Syntax)."""
    return serialize(_triples(quads, how), format=RdfFormat.RDF_XML, prefixes=_used(how, None))


def json_ld(quads: Iterable[Quad], how: Serialisation) -> bytes:
    """Write JSON-LD 1.1, compacted against the dataset's context."""
    from rdflib import Graph  # here, because it takes a quarter of a second that most requests never need

    graph = Graph()
    graph.parse(data=n_triples(quads, how), format="nt")
    context = how.context or {"@context": dict(how.prefixes)}
    text = graph.serialize(format="json-ld", context=context.get("@context", context), sort_keys=True, indent=1)
    document = json.loads(text)
    if how.first and isinstance(document.get("@graph"), list):
        document["@graph"].sort(key=lambda node: _json_id(node, how) != how.first)
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_id(node: Mapping[str, object], how: Serialisation) -> str:
    name = str(node.get("@id") or node.get("id") or "")
    prefix, colon, local = name.partition(":")
    return how.prefixes[prefix] + local if colon and prefix in how.prefixes else name


def _triples(quads: Iterable[Quad], how: Serialisation) -> list[Triple]:
    return [quad.triple for quad in sorted(quads, key=lambda quad: _order(quad, how))]


def _order(quad: Quad, how: Serialisation) -> tuple[bool, str, bool, str, str]:
    subject = str(quad.subject)
    return (subject != f"<{how.first}>", subject, quad.predicate != RDF_TYPE, quad.predicate.value, str(quad.object))


def _used(how: Serialisation, text: bytes | None) -> dict[str, str]:
    """Keep the prefixes whose IRI occurs in a text, or all of them."""
    return {name: iri for name, iri in how.prefixes.items() if name and (text is None or f"<{iri}".encode() in text)}


def _with_prefixes(statements: list[Triple] | list[Quad], syntax: RdfFormat, how: Serialisation) -> bytes:
    plain = "\n".join(map(str, statements)).encode()
    return serialize(statements, format=syntax, prefixes=_used(how, plain))
