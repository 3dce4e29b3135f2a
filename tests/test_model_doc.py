"""The examples of docs/model.md stand in the data: every Turtle block is a part of the graph, every query gives the table below it.

Convention: the block marked `prefixes` belongs before every `turtle` and `sparql` block, in SPARQL's way of writing for the latter. The
table after a `sparql` block is its whole answer, in order; resources are written as in the data, texts as they are.
"""

import re

import pytest
from conftest import ROOT
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, parse

from rip_ld.dataset.read import Dataset, read
from rip_ld.dataset.wording import Wording

TEXT = (ROOT / "docs" / "model.md").read_text("utf-8")
BLOCK = re.compile(r"^```(turtle|sparql)\n(.*?)^```$(?:\n\n((?:^\|[^\n]*\n)+))?", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
BLOCKS = [(match[1], match[2], match[3] or "", TEXT.count("\n", 0, match.start()) + 1) for match in BLOCK.finditer(TEXT)]
TURTLE = [pytest.param(text, id=f"line {line}") for language, text, _, line in BLOCKS if language == "turtle"]
QUERIES = [pytest.param(text, table, id=f"line {line}") for language, text, table, line in BLOCKS if language == "sparql"]
[PREFIXES] = re.findall(r"^```prefixes\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def data() -> Dataset:
    return read(ROOT)


@pytest.fixture(scope="module")
def store(data: Dataset) -> Store:
    store = Store()
    store.bulk_extend(data.quads)
    return store


def cell(term: NamedNode | BlankNode | Literal | None, names: Wording) -> str:
    """Write a value as the tables of the document do."""
    return "" if term is None else names.name(term.value) if isinstance(term, NamedNode) else term.value


def answer(store: Store, data: Dataset, query: str) -> list[list[str]]:
    """Give the answer to a query of the document: the names of its columns, then its rows."""
    prefixes = re.sub(r"^@(\w+)(.*) \.$", lambda line: line[1].upper() + line[2], PREFIXES, flags=re.MULTILINE)
    rows = store.query(prefixes + query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    names = Wording(data)
    return [[variable.value for variable in rows.variables], *([cell(term, names) for term in row] for row in rows)]


@pytest.mark.parametrize("excerpt", TURTLE)
def test_an_excerpt_stands_in_the_data(excerpt: str, data: Dataset) -> None:
    stated = {quad.triple for quad in data.quads}
    assert [str(quad.triple) for quad in parse(PREFIXES + excerpt, format=RdfFormat.TURTLE) if quad.triple not in stated] == []


@pytest.mark.parametrize(("query", "table"), QUERIES)
def test_a_query_gives_the_table_below_it(query: str, table: str, store: Store, data: Dataset) -> None:
    header, _, *rows = [[part.strip() for part in line.strip().strip("|").split("|")] for line in table.splitlines()]
    given = answer(store, data, query)
    assert rows, "the answer is empty"
    assert [header, *rows] == given


def test_every_pattern_has_an_excerpt_and_a_question() -> None:
    for title, section in zip(HEADING.findall(TEXT)[1:], HEADING.split(TEXT)[4::2], strict=True):
        assert "```turtle\n" in section, title
        assert "```sparql\n" in section, title
    assert (len(TURTLE), len(QUERIES)) == (18, 20)
