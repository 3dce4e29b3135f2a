"""What every adapter of the store port must do: one contract, asked of each of them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from peers import PEERS, lacking
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from rip_ld.store import Store, StoreError
from rip_ld.store.embedded import EmbeddedStore, fill_folder

E = "http://example.org/"
A, B, C = (NamedNode(E + name) for name in "abc")
P, Q = NamedNode(E + "p"), NamedNode(E + "q")
ONE, TWO = NamedNode(E + "graph/one"), NamedNode(E + "graph/two")
BLANK = BlankNode("x")
TEXT = Literal("text", language="en")
QUADS = (
    Quad(A, P, B, ONE), Quad(A, P, B, TWO), Quad(A, Q, TEXT, ONE), Quad(B, P, C, TWO), Quad(B, Q, BLANK, TWO), Quad(BLANK, P, C, TWO),
    Quad(C, Q, Literal("text"), ONE),
)  # fmt: skip

Adapter = Callable[[Iterable[Quad]], Store]


def built(folder: Path) -> Adapter:
    def adapter(quads: Iterable[Quad]) -> Store:
        new = folder / str(len(list(folder.iterdir())))
        fill_folder(new, tuple(quads), lambda _: None)
        return EmbeddedStore(folder=new)

    return adapter


@pytest.fixture(scope="module", params=["embedded", "built", *PEERS])
def adapter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Adapter]:
    name, folder = request.param, tmp_path_factory.mktemp("store")
    if name == "embedded":
        yield EmbeddedStore
    elif name == "built":
        yield built(folder)
    elif lacking(name):
        pytest.skip(f"{PEERS[name][0]} is not installed")
    else:
        with PEERS[name][1](folder) as peer:
            yield peer.load


@pytest.fixture(scope="module")
def filled(adapter: Adapter) -> Store:
    return adapter(QUADS)


@pytest.fixture(params=["asked one by one", "prefetched"])
def store(filled: Store, request: pytest.FixtureRequest) -> Store:
    if request.param == "prefetched":
        filled.prefetch([A, B, C, TEXT, NamedNode(E + "none")], [A, C, TEXT, BlankNode("nowhere")])
    return filled


def test_a_triple_that_stands_in_two_graphs_comes_once(store: Store) -> None:
    assert list(store.triples(A, P, B)) == [Triple(A, P, B)]
    assert len(list(store.triples())) == len(set(store.triples())) == 6


@pytest.mark.parametrize(
    ("pattern", "count"),
    [((None, None, None), 6), ((A, None, None), 2), ((None, P, None), 3), ((None, None, C), 2), ((A, P, None), 1), ((A, None, B), 1), ((None, Q, TEXT), 1), ((C, P, None), 0)],
)
def test_none_matches_anything(store: Store, pattern: tuple, count: int) -> None:
    found = list(store.triples(*pattern))
    assert len(found) == count
    assert all(asked is None or asked == term for triple in found for asked, term in zip(pattern, triple, strict=True))


def test_a_text_is_found_with_its_language_only(store: Store) -> None:
    assert [triple.subject for triple in store.triples(None, None, TEXT)] == [A]
    assert [triple.subject for triple in store.triples(None, None, Literal("text"))] == [C]


def test_a_blank_node_can_be_followed(store: Store) -> None:
    blank = next(triple.object for triple in store.triples(B, Q, None))
    assert isinstance(blank, BlankNode)
    assert [triple.object for triple in store.triples(blank, P, None)] == [C]


def test_a_graph_holds_its_own_triples(store: Store) -> None:
    assert set(store.graph(ONE)) == {Triple(A, P, B), Triple(A, Q, TEXT), Triple(C, Q, Literal("text"))}
    assert list(store.graph(NamedNode(E + "graph/none"))) == []


def test_graphs_are_listed_in_the_order_of_their_names(store: Store) -> None:
    assert store.graphs() == [ONE, TWO]


def test_everything_comes_with_its_graph(store: Store) -> None:
    quads = list(store.quads())
    assert len(quads) == len(set(quads)) == len(QUADS)
    assert {quad for quad in quads if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)} == {
        quad for quad in QUADS if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    }


def test_a_query_sees_the_union_of_the_graphs_each_triple_once(store: Store) -> None:
    assert store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"].value == "6"
    assert [row["g"] for row in store.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")] == [ONE, TWO]


def test_terms_are_bound_as_terms(store: Store) -> None:
    assert store.select("SELECT ?s ?p ?o { ?s ?p ?o }", {"s": A, "p": P}) == [{"s": A, "p": P, "o": B}]
    assert [row["s"] for row in store.select("SELECT ?s ?o { ?s ?p ?o }", {"o": TEXT})] == [A]
    assert [row["s"] for row in store.select("SELECT ?s ?o { ?s ?p ?o }", {"o": Literal('") . ?x ?y ?z')})] == []
    assert store.select("SELECT ?s ?o { ?s ?p ?o }", {"s": NamedNode(E + "none")}) == []


def test_a_term_can_be_bound_only_to_what_is_selected(store: Store) -> None:
    with pytest.raises(StoreError, match=r"\.$"):
        store.select("SELECT ?o { ?s ?p ?o }", {"s": A})


def test_what_is_not_bound_is_not_there(store: Store) -> None:
    rows = store.select("SELECT ?s ?o { ?s <http://example.org/q> ?t OPTIONAL { ?s <http://example.org/p> ?o } } ORDER BY ?s")
    assert rows == [{"s": A, "o": B}, {"s": B, "o": C}, {"s": C}]


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * {", "nonsense", "SELECT ?x { ?x nope:y ?z }"])
def test_a_wrong_query_is_an_error_in_a_sentence(store: Store, query: str) -> None:
    with pytest.raises(StoreError, match=r"\.$"):
        store.select(query)


def test_an_empty_store_answers_with_nothing(adapter: Adapter) -> None:
    empty = adapter(())
    assert list(empty.triples()) == empty.graphs() == list(empty.quads()) == empty.select("SELECT * { ?s ?p ?o }") == []
