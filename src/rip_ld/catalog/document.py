"""The statements of the document about a thing, the same in every format."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from rip_ld.catalog import terms as t
from rip_ld.store import Store
from rip_ld.store.port import Subject

if TYPE_CHECKING:
    from rip_ld.catalog.catalog import Catalog

MOST_POINTING = 5000  # more statements than this that point to a thing are left to a query


def document(catalog: "Catalog", iri: str) -> list[Quad]:
    """List the statements of the document about a thing; Catalog.document says which."""
    store = catalog.store
    about = [NamedNode(iri), *(NamedNode(part) for part in catalog.hashes(iri))]
    store.prefetch(about, about)
    statements: dict[Triple, None] = {}
    for term in about:
        statements.update(dict.fromkeys(_whole(store, term)))
    if Triple(about[0], t.RDF_TYPE, t.NAMED_GRAPH) in statements:
        statements.update(dict.fromkeys(store.graph(about[0])))
    for term in about:
        pointing = islice(store.triples(None, None, term), MOST_POINTING)
        statements.update(dict.fromkeys(x for x in pointing if isinstance(x.subject, NamedNode)))
    if iri.endswith("/") and (listed := catalog.shelf(iri)):
        statements.update(dict.fromkeys(Triple(about[0], t.MEMBER_OF_SHELF, NamedNode(link.iri)) for link in listed.things))
    statements.update(dict.fromkeys(_about_document(catalog, about[0])))
    mentioned = {part for x in statements for part in (x.subject, x.predicate, x.object) if isinstance(part, NamedNode)}
    store.prefetch(mentioned)
    own = {x.subject for x in statements if x.predicate == t.RDFS_LABEL}
    names = [name for term in mentioned for name in _names(catalog, term, own)]
    saying = {name.predicate for name in names} | {t.RDFS_LABEL}
    names += [name for term in saying - mentioned for name in _names(catalog, term, own)]
    statements.update(dict.fromkeys(names))
    return [Quad(x.subject, x.predicate, x.object) for x in statements]


def _names(catalog: "Catalog", term: NamedNode, named: set[Subject]) -> list[Triple]:
    """List what the data call a thing; where they do not, and its address is ours (a version, a shelf), what its page calls it."""
    for predicate in t.NAMING:
        if names := list(catalog.store.triples(term, predicate, None)):
            return names
    if term in named or not term.value.startswith(catalog.base):
        return []
    return [Triple(term, t.RDFS_LABEL, Literal(catalog.labels.name(term), language="en"))]


def _about_document(catalog: "Catalog", topic: NamedNode) -> Iterator[Triple]:
    here = NamedNode(topic.value.rstrip("/") + ".html")
    yield Triple(here, t.RDF_TYPE, NamedNode(t.FOAF + "Document"))
    yield Triple(here, t.RDFS_LABEL, Literal(f"Document: {catalog.labels.name(topic)}", language="en"))
    yield Triple(here, NamedNode(t.FOAF + "primaryTopic"), topic)
    yield Triple(here, NamedNode(t.VOID + "inDataset"), NamedNode(catalog.iri))
    if catalog.license is not None:
        yield Triple(here, t.LICENSE, catalog.license)


def _whole(store: Store, term: Subject) -> Iterator[Triple]:
    """List the statements about a thing with those about its blank nodes (concise bounded description)."""
    met, waiting = {term}, [term]
    while waiting:
        for triple in store.triples(waiting.pop(), None, None):
            yield triple
            if isinstance(triple.object, BlankNode) and triple.object not in met:
                met.add(triple.object)
                waiting.append(triple.object)
