"""Describe the dataset by what is in it: VoID statistics and partitions, DCAT distributions, the query service.

The description becomes a named graph of its own, `graph/statistics`, so that pages, queries and dumps have it like the rest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from rip_ld.catalog.terms import (
    DCAT,
    DCTERMS,
    DESCRIPTION,
    FOAF,
    LICENSE,
    NAMED_GRAPH,
    PART_OF,
    RDF_TYPE,
    RDFS,
    RDFS_LABEL,
    SD,
    TITLE,
    VOID,
    XSD,
)
from rip_ld.dataset.manifest import Manifest
from rip_ld.dataset.read import Dataset, graph_iri
from rip_ld.formats import DATA, DUMPS, Format
from rip_ld.sparql.results import SOLUTIONS
from rip_ld.store import Store

INTEGER = NamedNode(XSD + "integer")
IANA = "https://www.iana.org/assignments/media-types/"
GZIP = IANA + "application/gzip"
SPARQL_RESULTS = "http://www.w3.org/ns/formats/SPARQL_Results_"
SIMPLE = "http://www.w3.org/ns/entailment/Simple"
MOST_ROUNDS = 10
ABOUT = "How much of what is in the dataset, and where to download it; counted by the program when it loads the files."

# What the program's own statements are called, where the dataset does not say so itself.
TERMS = {
    RDF_TYPE.value: "type",
    RDFS_LABEL.value: "label",
    RDFS + "member": "member",
    TITLE.value: "title",
    DESCRIPTION.value: "description",
    LICENSE.value: "licence",
    PART_OF.value: "part of",
    DCTERMS + "format": "format",
    FOAF + "Document": "document",
    FOAF + "primaryTopic": "primary topic",
    VOID + "Dataset": "dataset",
    VOID + "inDataset": "in dataset",
    VOID + "triples": "number of statements",
    VOID + "entities": "number of things",
    VOID + "distinctSubjects": "number of subjects",
    VOID + "distinctObjects": "number of values",
    VOID + "properties": "number of properties",
    VOID + "classes": "number of classes",
    VOID + "class": "class",
    VOID + "property": "property",
    VOID + "classPartition": "statistics of a class",
    VOID + "propertyPartition": "statistics of a property",
    VOID + "dataDump": "download",
    VOID + "feature": "format offered",
    VOID + "sparqlEndpoint": "query service",
    DCAT + "Distribution": "distribution",
    DCAT + "distribution": "distribution",
    DCAT + "downloadURL": "download address",
    DCAT + "accessURL": "access address",
    DCAT + "mediaType": "media type",
    DCAT + "compressFormat": "compressed as",
    SD + "NamedGraph": "named graph",
    SD + "name": "graph name",
    SD + "Service": "query service",
    SD + "endpoint": "endpoint",
    SD + "feature": "feature",
    SD + "resultFormat": "result format",
    SD + "supportedLanguage": "query language",
    SD + "SPARQL11Query": "SPARQL 1.1 Query",
    SD + "defaultEntailmentRegime": "what is inferred",
    SIMPLE: "nothing is inferred",
    SD + "UnionDefaultGraph": "the default graph is the union of all graphs",
}
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def statistics(dataset: Dataset, store: Store) -> tuple[Quad, ...]:
    """Describe a dataset, of which all else is in a store (VoID sections 3 and 4, DCAT 3 section 6.8); returns quads of one named graph.

    The counts are true of the whole, these statements included; so they are counted anew until they no longer change.
    """
    graph, here = NamedNode(graph_iri(dataset.iri, "statistics")), NamedNode(dataset.iri)
    licence = licence_of(dataset)
    title = next((object.value for _, predicate, object in dataset.about if predicate == TITLE), "Dataset")
    fixed = [
        *distributions(dataset, here, title, licence),
        *graph_statements(dataset, graph, "Statistics", ABOUT),
        *service(dataset, here, title),
        *names({term for term in map(NamedNode, TERMS) if labelled(store, term)}),
    ]
    count, parts = _Counts(store, dataset.base), _Partitions(dataset, here)
    statements, before = fixed, None
    for _ in range(MOST_ROUNDS):
        totals, classes, properties = numbers = count.with_added(statements)
        if numbers == before:
            break
        before = numbers
        statements = [
            *((here, void(name), integer(total)) for name, total in totals.items()),
            *parts.statements("class", "class", "entities", classes),
            *parts.statements("property", "property", "triples", properties),
            *fixed,
        ]
    return tuple(Quad(*statement, graph) for statement in dict.fromkeys(statements))


class _Counts:
    """The numbers of what is in a store, and what they become when statements are added."""

    def __init__(self, store: Store, base: str) -> None:
        self._store, self._base = store, base
        [totals] = store.select("SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects) (COUNT(DISTINCT ?o) AS ?distinctObjects) { ?s ?p ?o }")
        self._totals = {name: int(value.value) for name, value in totals.items()}
        self._predicates = self._grouped("?s ?term ?o")
        self._classes = self._grouped("?s a ?term")
        [nameless] = store.select("SELECT (COUNT(DISTINCT ?class) AS ?count) { ?s a ?class FILTER(!isIRI(?class)) }")
        self._nameless = int(nameless["count"].value)
        self._things = sum(map(self._thing, (row["s"] for row in store.select("SELECT DISTINCT ?s { ?s a ?class }"))))
        self._known: dict[tuple, bool] = {}

    def _grouped(self, pattern: str) -> Counter:
        rows = self._store.select(f"SELECT ?term (COUNT(*) AS ?count) {{ {pattern} FILTER(isIRI(?term)) }} GROUP BY ?term")
        return Counter({row["term"].value: int(row["count"].value) for row in rows})

    def _thing(self, term: NamedNode | BlankNode) -> bool:
        """Tell whether something with a type has a page of its own: no part of a document, no list (what ends with a slash), nothing without an address."""
        return isinstance(term, NamedNode) and (iri := term.value).startswith(self._base) and "#" not in iri and not iri.endswith("/")

    def with_added(self, statements: Iterable[Statement]) -> tuple[dict[str, int], Counter, Counter]:
        """Count everything with some statements added; returns the totals by their VoID names, things by class, statements by property."""
        added = [statement for statement in dict.fromkeys(statements) if not self._has(*statement)]
        properties = self._predicates + Counter(predicate.value for _, predicate, _ in added)
        typed = [(subject, object) for subject, predicate, object in added if predicate == RDF_TYPE]
        classes = self._classes + Counter(object.value for _, object in typed)
        totals = {
            "triples": self._totals["triples"] + len(added),
            "entities": self._things + sum(self._thing(subject) and not self._has(subject, RDF_TYPE) for subject in {subject for subject, _ in typed}),
            "distinctSubjects": self._totals["distinctSubjects"] + sum(not self._has(subject) for subject in {subject for subject, _, _ in added}),
            "distinctObjects": self._totals["distinctObjects"] + sum(not self._has(None, None, object) for object in {object for _, _, object in added}),
            "properties": len(properties),
            "classes": len(classes) + self._nameless,
        }
        return totals, classes, properties

    def _has(self, *pattern: NamedNode | Literal | None) -> bool:
        """Tell whether anything in the store is as a pattern says: a subject, a predicate, an object, None for any."""
        if pattern not in self._known:
            self._known[pattern] = next(self._store.triples(*pattern), None) is not None
        return self._known[pattern]


def void(name: str) -> NamedNode:
    """Name a term of VoID."""
    return NamedNode(VOID + name)


def integer(value: int) -> Literal:
    """Write a count."""
    return Literal(str(value), datatype=INTEGER)


def english(text: str) -> Literal:
    """Write a text in English."""
    return Literal(text, language="en")


class _Partitions:
    """Describe the part of a dataset with each class or property; its address tells which, so that it never moves."""

    def __init__(self, dataset: Dataset, here: NamedNode) -> None:
        self._dataset, self._here = dataset, here
        self._known: dict[tuple[str, str], list[Statement]] = {}

    def statements(self, name: str, about: str, counted: str, numbers: Mapping[str, int]) -> Iterator[Statement]:
        """Describe the part with each of some terms, given how many there are."""
        for iri, number in sorted(numbers.items()):
            if (name, iri) not in self._known:
                self._known[name, iri] = list(self._described(name, about, iri))
            described = self._known[name, iri]
            yield from described
            yield described[0][2], void(counted), integer(number)

    def _described(self, name: str, about: str, iri: str) -> Iterator[Statement]:
        compact = self._dataset.compact(iri)
        part = NamedNode(f"{self._dataset.iri}#{name}-{compact.replace('#', '%23')}")
        yield self._here, void(f"{name}Partition"), part
        yield part, RDF_TYPE, void("Dataset")
        yield part, RDFS_LABEL, english(f"Statements with {name} {compact}")
        yield part, void(about), NamedNode(iri)


def distributions(dataset: Dataset | Manifest, here: NamedNode, title: str, licence: object) -> Iterator[Statement]:
    """State where the whole may be downloaded, format by format (DCAT 3 section 6.8, VoID section 3.3)."""
    for row in DUMPS:
        part = NamedNode(f"{dataset.iri}#dump-{row.extension}")
        address = NamedNode(f"{dataset.base}dump.{row.extension}")
        yield here, NamedNode(DCAT + "distribution"), part
        yield here, void("dataDump"), address
        yield address, RDFS_LABEL, english(f"dump.{row.extension}")
        yield here, void("feature"), NamedNode(row.iri)
        yield NamedNode(row.iri), RDFS_LABEL, english(row.name)
        yield part, RDF_TYPE, NamedNode(DCAT + "Distribution")
        yield part, RDFS_LABEL, english(f"{title}: the whole as {row.name}")
        yield part, TITLE, english(f"{title}: the whole as {row.name}")
        yield part, NamedNode(DCAT + "downloadURL"), address
        yield part, NamedNode(DCAT + "accessURL"), address
        yield part, NamedNode(DCAT + "mediaType"), NamedNode(IANA + row.media_type)
        yield NamedNode(IANA + row.media_type), RDFS_LABEL, english(row.media_type)
        yield part, NamedNode(DCTERMS + "format"), NamedNode(row.iri)
        if licence is not None:
            yield part, LICENSE, licence
        yield from _compressed(here, part, address, title, row, licence)


def _compressed(here: NamedNode, whole: NamedNode, address: NamedNode, title: str, row: Format, licence: object) -> Iterator[Statement]:
    """Describe a download that is compressed (DCAT 3 section 6.8.19): its media type is that of what is in it."""
    part, packed = NamedNode(f"{whole.value}-gz"), NamedNode(f"{address.value}.gz")
    yield here, NamedNode(DCAT + "distribution"), part
    yield here, void("dataDump"), packed
    yield packed, RDFS_LABEL, english(f"dump.{row.extension}.gz")
    yield part, RDF_TYPE, NamedNode(DCAT + "Distribution")
    yield part, RDFS_LABEL, english(f"{title}: the whole as {row.name}, compressed")
    yield part, TITLE, english(f"{title}: the whole as {row.name}, compressed")
    yield part, NamedNode(DCAT + "downloadURL"), packed
    yield part, NamedNode(DCAT + "accessURL"), packed
    yield part, NamedNode(DCAT + "mediaType"), NamedNode(IANA + row.media_type)
    yield part, NamedNode(DCAT + "compressFormat"), NamedNode(GZIP)
    yield NamedNode(GZIP), RDFS_LABEL, english("application/gzip")
    yield part, NamedNode(DCTERMS + "format"), NamedNode(row.iri)
    if licence is not None:
        yield part, LICENSE, licence


def graph_statements(dataset: Dataset, graph: NamedNode, title: str, about: str) -> Iterator[Statement]:
    """Describe a named graph that the program adds to a dataset."""
    licence = licence_of(dataset)
    yield graph, RDF_TYPE, NAMED_GRAPH
    yield graph, RDFS_LABEL, english(title)
    yield graph, TITLE, english(title)
    yield graph, DESCRIPTION, english(about)
    yield graph, NamedNode(SD + "name"), graph
    yield graph, PART_OF, NamedNode(dataset.iri)
    if licence is not None:
        yield graph, LICENSE, licence


def licence_of(dataset: Dataset) -> NamedNode | Literal | None:
    """Give the licence of a dataset; None where it has none."""
    return next((object for _, predicate, object in dataset.about if predicate == LICENSE and not isinstance(object, BlankNode)), None)


def service(dataset: Dataset | Manifest, here: NamedNode, title: str, union: bool = True) -> Iterator[Statement]:
    """Describe the query endpoint (SPARQL 1.1 Service Description, section 3); `union`: its default graph is the merge of all graphs."""
    endpoint = NamedNode(dataset.base + "sparql")
    yield here, void("sparqlEndpoint"), endpoint
    yield endpoint, RDF_TYPE, NamedNode(SD + "Service")
    yield endpoint, RDFS_LABEL, english(f"{title}: queries")
    yield endpoint, NamedNode(SD + "endpoint"), endpoint
    yield endpoint, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query")
    yield endpoint, NamedNode(SD + "defaultEntailmentRegime"), NamedNode(SIMPLE)
    if union:
        yield endpoint, NamedNode(SD + "feature"), NamedNode(SD + "UnionDefaultGraph")
    for name, iri in [(row.name, row.iri) for row in DATA] + [(f"SPARQL results in {name.upper()}", SPARQL_RESULTS + name.upper()) for name in SOLUTIONS]:
        yield endpoint, NamedNode(SD + "resultFormat"), NamedNode(iri)
        yield NamedNode(iri), RDFS_LABEL, english(name)


def labelled(store: Store, term: NamedNode) -> bool:
    """Tell whether a term has a label in a store."""
    return next(store.triples(term, RDFS_LABEL, None), None) is not None


def names(known: Collection[NamedNode | BlankNode]) -> Iterator[Statement]:
    """Label the terms of the description that are not among those whose labels are known already."""
    return ((NamedNode(iri), RDFS_LABEL, english(label)) for iri, label in TERMS.items() if NamedNode(iri) not in known)
