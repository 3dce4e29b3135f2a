"""The tables of formats in which a query's answer is written: one row per format."""

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True)
class Format:
    """One format: its name (what `format=` takes), media type, extension, the engine's own constant for it.

    `also` are other media types by which clients ask for it; `title` is what people call it; `blank` stands wherever there is a blank node,
    `between` wherever one row of a table follows another.
    """

    name: str
    media_type: str
    extension: str
    engine: QueryResultsFormat | RdfFormat
    also: tuple[str, ...] = ()
    title: str = ""
    blank: bytes = b"_:"
    between: bytes = b""

    @cached_property
    def content_type(self) -> str:
        """Give the value of the Content-Type header, with the charset where the type has that parameter."""
        return f"{self.media_type};charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def _table(*rows: Format) -> dict[str, Format]:
    return {row.name: row for row in rows}


# In order of preference: the first row is what a client without a wish gets.
SOLUTIONS = _table(
    Format("json", "application/sparql-results+json", "json", QueryResultsFormat.JSON, ("application/json",), "JSON", b'"bnode"', b"},{"),
    Format("xml", "application/sparql-results+xml", "xml", QueryResultsFormat.XML, ("application/xml", "text/xml"), "SPARQL Results XML", b"<bnode>", b"<result"),
    Format("csv", "text/csv", "csv", QueryResultsFormat.CSV, (), "CSV", between=b"\n"),
    Format("tsv", "text/tab-separated-values", "tsv", QueryResultsFormat.TSV, (), "TSV", between=b"\n"),
)
GRAPHS = _table(
    Format("ttl", "text/turtle", "ttl", RdfFormat.TURTLE, ("application/x-turtle",), "Turtle"),
    Format("nt", "application/n-triples", "nt", RdfFormat.N_TRIPLES, ("text/plain",), "N-Triples"),
    Format("rdf", "application/rdf+xml", "rdf", RdfFormat.RDF_XML, ("application/xml", "text/xml"), "RDF/XML", b"nodeID="),
    Format("jsonld", "application/ld+json", "jsonld", RdfFormat.JSON_LD, ("application/json",), "JSON-LD"),
)

# Which table serves which kind of answer (SELECT, ASK, CONSTRUCT and DESCRIBE).
TABLES = {"solutions": SOLUTIONS, "boolean": SOLUTIONS, "graph": GRAPHS}
ANSWERS = {"solutions": "a table", "boolean": "true or false", "graph": "a graph"}  # in words

# What else `format=` may say of a graph: for json and xml the nearest thing that a graph can be, and the names that SPARQLWrapper uses.
GRAPH_NICKNAMES = {
    "json": "jsonld", "xml": "rdf", "turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "rdf+xml": "rdf", "json-ld": "jsonld",
}  # fmt: skip
