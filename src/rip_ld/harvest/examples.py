"""Describe the example queries of a dataset as SHACL executables, as the SIB's sparql-examples do, in a named graph of their own.

An example is `queries/{name}` in the address space; `queries/` itself holds the prefixes that they declare.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from rip_ld.catalog.terms import DCTERMS, PART_OF, RDF_TYPE, RDFS, RDFS_LABEL, SCHEMA, SH, SKOS, XSD
from rip_ld.dataset.examples import Example
from rip_ld.dataset.read import Dataset, graph_iri
from rip_ld.harvest.statistics import Statement, english, graph_statements, labelled, licence_of
from rip_ld.store import Store

STEM = "queries"
FORMS = {"SELECT": ("SPARQLSelectExecutable", "select"), "ASK": ("SPARQLAskExecutable", "ask"), "CONSTRUCT": ("SPARQLConstructExecutable", "construct")}
TERMS = {
    SH + "SPARQLExecutable": "query",
    SH + "SPARQLSelectExecutable": "SELECT query",
    SH + "SPARQLAskExecutable": "ASK query",
    SH + "SPARQLConstructExecutable": "CONSTRUCT query",
    SH + "select": "text of the query",
    SH + "ask": "text of the query",
    SH + "construct": "text of the query",
    SH + "prefixes": "prefixes",
    SH + "declare": "declares",
    SH + "PrefixDeclaration": "prefix declaration",
    SH + "prefix": "prefix",
    SH + "namespace": "namespace",
    SCHEMA + "keywords": "keywords",
    SCHEMA + "text": "text",
    SCHEMA + "target": "asked at",
    SCHEMA + "citation": "place in the source",
    RDFS + "comment": "question",
    SKOS + "note": "note",
    SKOS + "example": "promised answer",
}


def gallery_iri(base: str, name: str = "") -> str:
    """Give the IRI of an example, or of all of them together, in an address space."""
    return f"{base}{STEM}/{name}"


def executables(dataset: Dataset, store: Store) -> tuple[Quad, ...]:
    """Describe the examples of a dataset, whose files are in a store (SHACL-AF section 5, SPARQL executables); returns quads of one named graph, none where there are no examples."""
    if not dataset.examples:
        return ()
    graph, all_ = NamedNode(graph_iri(dataset.iri, STEM)), NamedNode(gallery_iri(dataset.base))
    about = "The queries that the dataset offers, each with its question, its text and what it answers; read by the program from the files of queries."
    statements = [*graph_statements(dataset, graph, "Example queries", about), *_prefixes(dataset, all_)]
    for example in dataset.examples:
        statements += _example(dataset, example, all_)
    terms = {NamedNode(iri): english(label) for iri, label in TERMS.items()}
    statements += [(term, RDFS_LABEL, label) for term, label in terms.items() if not labelled(store, term)]
    return tuple(Quad(*statement, graph) for statement in dict.fromkeys(statements))


def _prefixes(dataset: Dataset, here: NamedNode) -> Iterator[Statement]:
    yield here, RDFS_LABEL, english("Example queries")
    yield here, NamedNode(DCTERMS + "description"), english("Questions that can be asked of the data, each ready to be run, changed and copied.")
    yield here, PART_OF, NamedNode(dataset.iri)
    for prefix, namespace in sorted(dataset.prefixes.items()):
        part = NamedNode(f"{here.value}#prefix-{prefix}")
        yield here, NamedNode(SH + "declare"), part
        yield part, RDF_TYPE, NamedNode(SH + "PrefixDeclaration")
        yield part, RDFS_LABEL, english(f"Prefix {prefix}")
        yield part, NamedNode(SH + "prefix"), Literal(prefix)
        yield part, NamedNode(SH + "namespace"), Literal(namespace, datatype=NamedNode(XSD + "anyURI"))


def _example(dataset: Dataset, example: Example, all_: NamedNode) -> Iterator[Statement]:
    here = NamedNode(gallery_iri(dataset.base, example.name))
    yield here, RDF_TYPE, NamedNode(SH + "SPARQLExecutable")
    yield here, RDFS_LABEL, english(example.title)
    yield here, NamedNode(RDFS + "comment"), english(example.question or example.title)
    yield here, NamedNode(SH + "prefixes"), all_
    yield here, NamedNode(SCHEMA + "target"), NamedNode(dataset.base + "sparql")
    if example.form in FORMS:
        kind, text = FORMS[example.form]
        yield here, RDF_TYPE, NamedNode(SH + kind)
        yield here, NamedNode(SH + text), Literal(example.text)
    else:  # SHACL has no DESCRIBE
        yield here, NamedNode(SCHEMA + "text"), Literal(example.text)
    for keyword in example.keywords:
        yield here, NamedNode(SCHEMA + "keywords"), Literal(keyword)
    for predicate, value in ((DCTERMS + "description", example.description), (SKOS + "example", example.promise), (SCHEMA + "citation", example.place)):
        if value:
            yield here, NamedNode(predicate), english(value)
    licence = licence_of(dataset)
    if licence is not None:
        yield here, NamedNode(DCTERMS + "license"), licence
