"""Every page as a query: the text that shows what the page shows, to be run and changed."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog import Catalog
from rip_ld.catalog import terms as t
from rip_ld.catalog.model import Resource, Shelf
from rip_ld.dataset.examples import bind

FOLDER = Path(__file__).with_name("queries")
BY_CLASS = {t.CONCEPT_SCHEME.value: "scheme", t.NAMED_GRAPH.value: "graph"}
# The file of each query, and its variable whose VALUES are what the page is about.
PLACES = {"thing": "thing", "scheme": "scheme", "graph": "graph", "class": "class", "document": "document", "shelf": "start", "search": "word"}
_HERE = NamedNode("urn:here")
_SAFE = "/:?()*!,;@"


def address(text: str, form: str = "") -> str:
    """Give the address at which a query is run and shown, or had in a format."""
    return "/sparql?query=" + quote(text, safe=_SAFE) + (f"&format={form}" if form else "")


def of_thing(thing: Resource) -> str:
    """Give the address of the query that shows a thing.

    Of a scheme it shows the concepts, of a graph the statements, of a document its parts, of all else what is said of it and points to it.
    """
    if thing.chapters:
        return _about("document", Literal(thing.iri))
    return _about(next((BY_CLASS[kind.iri] for kind in thing.types if kind.iri in BY_CLASS), "thing"), NamedNode(thing.iri))


def of_shelf(shelf: Shelf, catalog: Catalog) -> str:
    """Give the address of the query that lists a shelf: by the class that is exactly what stands there, else by the addresses."""
    kind = _class_of([link.iri for link in shelf.things], catalog)
    return _about("shelf", Literal(shelf.iri)) if kind is None else _about("class", kind)


def of_search(words: str) -> str:
    """Give the address of the query that finds things by the words of their names."""
    return _about("search", *map(Literal, words.split()))


def _about(name: str, *terms: NamedNode | Literal) -> str:
    before, after = _halves(name)
    return before + quote(" ".join(map(str, terms)), safe=_SAFE) + after


@lru_cache(maxsize=len(PLACES))
def _halves(name: str) -> tuple[str, str]:
    """Give what stands in the address of a query before and after the terms that it is about."""
    text = (FOLDER / f"{name}.rq").read_text("utf-8")
    before, _, after = address(bind(text, {PLACES[name]: (_HERE,)})).partition(quote(str(_HERE), safe=_SAFE))
    return before, after


def _class_of(iris: Iterable[str], catalog: Catalog) -> NamedNode | None:
    """Find a class that has some things as its members and no others."""
    there = set(iris)
    first = next(iter(there), None)
    for triple in catalog.store.triples(NamedNode(first), t.RDF_TYPE, None) if first else ():
        if isinstance(triple.object, NamedNode) and {x.subject.value for x in catalog.store.triples(None, t.RDF_TYPE, triple.object)} == there:
            return triple.object
    return None
