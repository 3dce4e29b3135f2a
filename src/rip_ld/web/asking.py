"""Every page as a query: the text that shows what the page shows, to be run and changed."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from rip_ld.catalog import Catalog
from rip_ld.catalog import terms as t
from rip_ld.catalog.labels import INFINITE, by_address
from rip_ld.catalog.model import Hits, Resource, Shelf
from rip_ld.dataset.examples import bind

FOLDER = Path(__file__).with_name("queries")
BY_CLASS = {t.CONCEPT_SCHEME.value: "scheme", t.NAMED_GRAPH.value: "graph"}
# The file of each query, and its variable whose VALUES are what the page is about.
PLACES = {"thing": "thing", "scheme": "scheme", "graph": "graph", "class": "class", "document": "document", "shelf": "start", "search": "word", "home": "start", "gallery": "", "keyword": "keyword"}
BY_NAME = "}\nORDER BY ?label\n"  # the end of a query whose order is that of its page
# How a list is ordered: what its query asks for besides, and by what it sorts. The engine compares numbers as numbers only where they stand alone.
_FOLDED = 'LCASE(REPLACE({}, "^[^\\\\p{{L}}\\\\p{{N}}]+|[^\\\\p{{L}}\\\\p{{N}} ]+", ""))'  # no regard to case or punctuation; accents count, unlike on the page
_NUMBERS = 'REPLACE(STR(?thing), "^(.*?)([0-9]+)(-([0-9]+))?$", "${}")'
ORDERS = {
    "name": ("", "ORDER BY " + _FOLDED.format("?label")),
    "family": ("  OPTIONAL {{ ?thing <{property}> ?family }}\n", "ORDER BY " + _FOLDED.format('COALESCE(CONCAT(?family, " ", ?label), ?label)')),
    "position": ("  OPTIONAL {{ ?thing <{property}> ?position }}\n", "ORDER BY ?position ?label"),
    "address": ("", f"ORDER BY {_NUMBERS.format(1)} xsd:integer({_NUMBERS.format(2)}) xsd:integer({_NUMBERS.format(4)})"),
    "tree": (f"  OPTIONAL {{{{ ?thing <{t.BROADER.value}>|<{t.PART_OF.value}> ?under }}}} # the page shows each thing below this\n  OPTIONAL {{{{ ?thing <{{property}}> ?position }}}}\n", "ORDER BY ?under ?position ?label"),
}
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
    order = _order_of(shelf, catalog)
    return _about("shelf", Literal(shelf.iri), order=order) if kind is None else _about("class", kind, order=order)


def of_search(found: Hits) -> str:
    """Give the address of the query that finds things by the words of their names."""
    return _about("search", *map(Literal, found.words))


def of_home(*starts: str) -> str:
    """Give the address of the query that counts the things of each kind, below some addresses."""
    return _about("home", *map(Literal, starts))


def of_gallery(keyword: str) -> str:
    """Give the address of the query that lists the example queries, those with a keyword where there is one."""
    return _about("keyword", Literal(keyword)) if keyword else _about("gallery")


def _order_of(shelf: Shelf, catalog: Catalog) -> tuple[str, str]:
    """Find by what a list is sorted: a row of ORDERS, and the property that it needs."""
    terms, labels = [NamedNode(branch.link.iri) for branch in shelf.entries], catalog.labels
    if any(branch.children for branch in shelf.entries):
        return "tree", _placing(terms, catalog)
    places = [labels.position(term) for term in terms]
    if places and places[0] != INFINITE and len(set(places)) == len(places):
        return "position", _placing(terms, catalog)
    if terms == sorted(terms, key=lambda term: by_address(term.value)):
        return "address", ""
    family = next((predicate for term in terms for predicate in t.FAMILY_NAME if labels.best(term, (predicate,))), None)
    return ("family", family.value) if family else ("name", "")


def _placing(terms: list[NamedNode], catalog: Catalog) -> str:
    """Give the property that tells the position of the first thing of a list; schema:position where it has none."""
    found = catalog.store.triples(terms[0], None, None) if terms else ()
    return next((x.predicate.value for x in found if x.predicate in catalog.labels.positions), t.POSITION.value)


def _about(name: str, *terms: NamedNode | Literal, order: tuple[str, str] = ("name", "")) -> str:
    before, after = _halves(name, order)
    return before + quote(" ".join(map(str, terms)), safe=_SAFE) + after


@lru_cache(maxsize=256)
def _halves(name: str, order: tuple[str, str]) -> tuple[str, str]:
    """Give what stands in the address of a query, in an order, before and after the terms that it is about."""
    text = (FOLDER / f"{name}.rq").read_text("utf-8")
    besides, by = ORDERS[order[0]]
    text = text.replace(BY_NAME, besides.format(property=order[1]) + "}\n" + by)
    if order[0] == "tree":
        text = text.replace("\nSELECT ?thing ?label\n", "\nSELECT ?thing ?label ?under\n")
    if order[0] == "address":
        text = f"PREFIX xsd: <{t.XSD}>\n{text}"
    before, _, after = address(bind(text, {PLACES[name]: (_HERE,)}) if PLACES[name] else text).partition(quote(str(_HERE), safe=_SAFE))
    return before, after


def _class_of(iris: Iterable[str], catalog: Catalog) -> NamedNode | None:
    """Find a class that has some things as its members and no others."""
    there = set(iris)
    first = next(iter(there), None)
    for triple in catalog.store.triples(NamedNode(first), t.RDF_TYPE, None) if first else ():
        if isinstance(triple.object, NamedNode) and {x.subject.value for x in catalog.store.triples(None, t.RDF_TYPE, triple.object)} == there:
            return triple.object
    return None
