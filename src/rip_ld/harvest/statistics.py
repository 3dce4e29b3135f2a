"""Describe the dataset by what is in it: VoID statistics and partitions, DCAT distributions.

The description becomes a named graph of its own, `graph/statistics`, so that pages, queries and dumps have it like the rest.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from rip_ld.catalog.terms import DCAT, DCTERMS, LICENSE, NAMED_GRAPH, PART_OF, RDF_TYPE, RDFS_LABEL, SD, TITLE, VOID, XSD
from rip_ld.dataset.read import Dataset, graph_iri
from rip_ld.formats import DUMPS

INTEGER = NamedNode(XSD + "integer")
IANA = "https://www.iana.org/assignments/media-types/"


def statistics(dataset: Dataset) -> tuple[Quad, ...]:
    """Describe a dataset as it was read (VoID sections 3 and 4, DCAT 3 section 6.8); returns quads of one named graph."""
    graph = NamedNode(graph_iri(dataset.iri, "statistics"))
    here = NamedNode(dataset.iri)
    licence = next((quad.object for quad in dataset.quads if quad.subject == here and quad.predicate == LICENSE), None)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in dataset.quads}
    statements = [
        *_counts(dataset, here, triples),
        *_partitions(dataset, here, triples),
        *_distributions(dataset, here, licence),
        *_graph(here, graph, licence),
    ]
    return tuple(Quad(subject, predicate, object, graph) for subject, predicate, object in statements)


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=INTEGER)


def _counts(dataset: Dataset, here: NamedNode, triples: set) -> Iterator[tuple]:
    subjects = {subject for subject, _, _ in triples}
    yield here, _void("triples"), _number(len(triples))
    yield here, _void("entities"), _number(sum(1 for x in subjects if isinstance(x, NamedNode) and x.value.startswith(dataset.base)))
    yield here, _void("distinctSubjects"), _number(len(subjects))
    yield here, _void("distinctObjects"), _number(len({object for _, _, object in triples}))
    yield here, _void("properties"), _number(len({predicate for _, predicate, _ in triples}))
    yield here, _void("classes"), _number(len({object for _, predicate, object in triples if predicate == RDF_TYPE}))


def _partitions(dataset: Dataset, here: NamedNode, triples: set) -> Iterator[tuple]:
    tables: tuple[tuple[str, str, str, Iterable], ...] = (
        ("class", "class", "entities", (object for _, predicate, object in triples if predicate == RDF_TYPE)),
        ("property", "property", "triples", (predicate for _, predicate, _ in triples)),
    )
    for name, property_name, counted, things in tables:
        for term, count in sorted(Counter(things).items(), key=lambda item: str(item[0])):
            if isinstance(term, BlankNode):
                continue
            compact = _compact(term.value, dataset.prefixes)
            part = NamedNode(f"{dataset.iri}#{name}-{re.sub(r'[^A-Za-z0-9]+', '-', compact).strip('-')}")
            yield here, _void(f"{name}Partition"), part
            yield part, RDF_TYPE, _void("Dataset")
            yield part, RDFS_LABEL, Literal(f"Statements with {name} {compact}", language="en")
            yield part, _void(property_name), term
            yield part, _void(counted), _number(count)


def _distributions(dataset: Dataset, here: NamedNode, licence: object) -> Iterator[tuple]:
    title = next((q.object.value for q in dataset.quads if q.subject == here and q.predicate == TITLE), "Dataset")
    for row in DUMPS:
        part = NamedNode(f"{dataset.iri}#dump-{row.extension}")
        address = NamedNode(f"{dataset.base}dump.{row.extension}")
        yield here, NamedNode(DCAT + "distribution"), part
        yield here, _void("dataDump"), address
        yield here, _void("feature"), NamedNode(row.iri)
        yield NamedNode(row.iri), RDFS_LABEL, Literal(row.name, language="en")
        yield part, RDF_TYPE, NamedNode(DCAT + "Distribution")
        yield part, RDFS_LABEL, Literal(f"{title}: the whole as {row.name}", language="en")
        yield part, TITLE, Literal(f"{title}: the whole as {row.name}", language="en")
        yield part, NamedNode(DCAT + "downloadURL"), address
        yield part, NamedNode(DCAT + "accessURL"), address
        yield part, NamedNode(DCAT + "mediaType"), NamedNode(IANA + row.media_type)
        yield NamedNode(IANA + row.media_type), RDFS_LABEL, Literal(row.media_type, language="en")
        yield part, NamedNode(DCTERMS + "format"), NamedNode(row.iri)
        if licence is not None:
            yield part, LICENSE, licence


def _graph(here: NamedNode, graph: NamedNode, licence: object) -> Iterator[tuple]:
    yield graph, RDF_TYPE, NAMED_GRAPH
    yield graph, RDFS_LABEL, Literal("Statistics", language="en")
    yield graph, TITLE, Literal("Statistics", language="en")
    yield graph, NamedNode(DCTERMS + "description"), Literal(
        "How much of what is in the dataset, and where to download it; counted by the program when it loads the files.", language="en"
    )
    yield graph, NamedNode(SD + "name"), graph
    yield graph, PART_OF, here
    if licence is not None:
        yield graph, LICENSE, licence


def _compact(iri: str, prefixes: dict[str, str]) -> str:
    best = max(((target, name) for name, target in prefixes.items() if iri.startswith(target)), default=None, key=lambda x: len(x[0]))
    return f"{best[1]}:{iri[len(best[0]):]}" if best else iri
