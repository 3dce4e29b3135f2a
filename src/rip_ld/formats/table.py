"""One row a format. To add an output format, add a row and, if it is new, a writer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from rip_ld.formats import jsonld, writers
from rip_ld.formats.writers import Serialisation

Writer = Callable[[Iterable[Quad], Serialisation], bytes]


@dataclass(frozen=True)
class Format:
    """How something may be had: `applies` tells of what, "document" (of one thing) and "dump" (the whole).

    `also` are other media types by which clients ask for it; `iri` is what W3C calls it.
    """

    name: str
    extension: str
    media_type: str
    applies: frozenset[str]
    writer: Writer | None
    also: tuple[str, ...] = ()
    charset: bool = False
    iri: str = ""

    @property
    def content_type(self) -> str:
        """Give the value of Content-Type, with the charset where the media type has that parameter."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


BOTH, DUMP, DOCUMENT = frozenset({"document", "dump"}), frozenset({"dump"}), frozenset({"document"})
W3C = "http://www.w3.org/ns/formats/"

# In the order of preference where a client likes several formats equally.
FORMATS = (
    Format("HTML", "html", "text/html", DOCUMENT, None, ("application/xhtml+xml",), True),
    Format("Turtle", "ttl", "text/turtle", BOTH, writers.turtle, ("application/x-turtle",), True, W3C + "Turtle"),
    Format("N-Triples", "nt", "application/n-triples", BOTH, writers.n_triples, ("text/plain",), False, W3C + "N-Triples"),
    Format("N-Quads", "nq", "application/n-quads", DUMP, writers.n_quads, (), False, W3C + "N-Quads"),
    Format("TriG", "trig", "application/trig", DUMP, writers.trig, ("application/x-trig",), False, W3C + "TriG"),
    Format("JSON-LD", "jsonld", "application/ld+json", BOTH, jsonld.json_ld, ("application/json",), False, W3C + "JSON-LD"),
    Format("RDF/XML", "rdf", "application/rdf+xml", BOTH, writers.rdf_xml, ("application/xml", "text/xml"), False, W3C + "RDF_XML"),
)
HTML = FORMATS[0]
DOCUMENTS = tuple(row for row in FORMATS if "document" in row.applies)
DUMPS = tuple(row for row in FORMATS if "dump" in row.applies)
DATA = tuple(row for row in DOCUMENTS if row.writer)
