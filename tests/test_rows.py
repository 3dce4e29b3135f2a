"""A table that is longer than the endpoint gives: cut after the limit, and told so to machines and to people, never otherwise."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from conftest import ROOT, TINY
from pyoxigraph import Store
from serving import Server, run, serving

from rip_ld.sparql import SOLUTIONS, QueryFailure
from rip_ld.sparql.rows import cut, limited
from rip_ld.sparql.spool import Spool
from rip_ld.sparql.worker import _Output
from rip_ld.store import StoreError
from rip_ld.store.endpoint import JSON, Endpoint

MOST = 100
NUMBERS = " ".join(map(str, range(10)))
SORTED = f"SELECT ?n {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} BIND (100 * ?a + 10 * ?b + ?c AS ?n) }} ORDER BY ?n"
TOLD = "X-SPARQL-MaxRows"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(TINY, "--query-rows", str(MOST)) as running:
        yield running


def get(server: Server, query: str, form: str) -> tuple[object, bytes]:
    return server.ask("GET", "/sparql?" + urlencode({"query": query, "format": form}))


def rows(body: bytes, form: str) -> list[str]:
    if form == "json":
        return [row["n"]["value"] for row in json.loads(body)["results"]["bindings"]]
    if form == "xml":
        return [literal.text for literal in ElementTree.fromstring(body).iter("{http://www.w3.org/2005/sparql-results#}literal")]
    return [row[0] for row in csv.reader(io.StringIO(body.decode()))][1:]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_longer_table_is_its_first_rows_and_the_header_says_so(server: Server, form: str) -> None:
    response, body = get(server, SORTED, form)
    assert (response.status, response.headers[TOLD]) == (200, str(MOST))
    assert rows(body, form) == [str(number) for number in range(MOST)]
    assert TOLD in response.headers["Access-Control-Expose-Headers"]
    again, _ = server.ask("GET", "/sparql?" + urlencode({"query": SORTED, "format": form}))
    assert again.headers[TOLD] == str(MOST), "an answer that was kept says so too"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("count", [MOST - 1, MOST, MOST + 1])
def test_a_table_that_has_just_as_many_rows_as_are_given_is_whole_and_nothing_is_said(server: Server, form: str, count: int) -> None:
    response, body = get(server, f"{SORTED} LIMIT {count}", form)
    assert (len(rows(body, form)), response.headers.get(TOLD)) == (min(MOST, count), str(MOST) if count > MOST else None)


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_texts_that_look_like_the_ends_of_rows_are_no_rows(server: Server, form: str) -> None:
    text = "},{ <result \\n" * 200
    response, body = get(server, f'SELECT ("""{text}""" AS ?n) {{}}', form)
    assert response.headers.get(TOLD) is None
    assert "},{" in body.decode() and len(rows(body, "csv" if form == "tsv" else form)) == 1


def test_a_table_that_has_to_be_written_twice_is_cut_too(server: Server) -> None:
    query = f"{SORTED[: SORTED.index('BIND')]} BIND (100 * ?a + 10 * ?b + ?c AS ?m) BIND (IRI(CONCAT('urn:a,', STR(?m))) AS ?n) }} ORDER BY ?m"
    response, body = get(server, query, "csv")  # the engine does not quote these
    assert rows(body, "csv") == [f"urn:a,{number}" for number in range(MOST)]
    assert response.headers[TOLD] == str(MOST)


def test_a_limit_of_the_query_itself_stays_as_do_the_rows_that_it_leaves_out(server: Server) -> None:
    for more, first in [("LIMIT 500 OFFSET 300", 300), ("OFFSET 950", 950), ("OFFSET 7 # LIMIT 3", 7), ("LIMIT 3 OFFSET 0", 0)]:
        response, body = get(server, f"{SORTED} {more}", "csv")
        found = rows(body, "csv")
        count = 3 if "LIMIT 3 O" in more else min(MOST, 1000 - first)
        assert found == [str(number) for number in range(first, first + count)], more
        assert response.headers.get(TOLD) == (str(MOST) if count == MOST else None), more


def test_a_graph_and_a_verdict_are_not_cut(server: Server) -> None:
    for query, form in [("CONSTRUCT WHERE { ?s ?p ?o }", "nt"), ("ASK { ?s ?p ?o }", "json")]:
        response, body = get(server, query, form)
        assert (response.status, response.headers.get(TOLD)) == (200, None)
        assert form == "json" or body.count(b"\n") > MOST


def test_a_page_says_that_rows_were_left_out(server: Server) -> None:
    _, body = server.ask("GET", f"/sparql?query={quote(SORTED)}", {"Accept": "text/html"})
    assert "There are more rows than this endpoint gives" in body.decode() and "it stops after 100." in body.decode()
    _, body = server.ask("GET", f"/sparql?query={quote(SORTED + ' LIMIT 100')}", {"Accept": "text/html"})
    assert "There are more rows than this endpoint gives" not in body.decode()


def test_our_own_client_takes_a_table_that_was_cut_for_no_answer(server: Server) -> None:
    with pytest.raises(StoreError, match="cut its answer short"):
        Endpoint(f"{server.url}/sparql").ask(SORTED, [JSON])


def test_the_command_line_gives_all_rows_or_none(tmp_path: Path) -> None:
    (tmp_path / "numbers.rq").write_text(SORTED)
    done = run("query", "--dataset", str(TINY), "--query-rows", "999", "--format", "csv", str(tmp_path / "numbers.rq"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"{tmp_path / 'numbers.rq'}:1:1: error many-rows: The answer has more rows than the 999" in done.stderr.decode()
    done = run("query", "--dataset", str(TINY), "--query-rows", "1000", "--format", "csv", str(tmp_path / "numbers.rq"))
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 1001)


def test_the_command_line_puts_a_value_into_an_example_for_an_endpoint() -> None:
    with serving(ROOT) as server:
        asked = ("query", "--dataset", str(ROOT), "tips-of-an-implication", "--set", "implication=co-location", "--format", "csv")
        here, there = run(*asked), run(*asked, "--endpoint", f"{server.url}/sparql")
    assert (here.returncode, there.returncode, there.stderr) == (0, 0, b"")
    assert there.stdout == here.stdout and there.stdout.count(b"\n") > 1


def test_an_answer_of_the_gallery_says_that_rows_were_left_out() -> None:
    with serving(ROOT, "--query-rows", "1") as server:
        response, body = server.ask("GET", "/queries/behind-an-implication.csv")
        assert (response.status, response.headers.get(TOLD), body.count(b"\r\n")) == (200, "1", 2)


def test_a_query_that_the_engine_does_not_read_with_a_limit_gets_a_reason_instead_of_a_part() -> None:
    output = _Output(Spool(), 1 << 20, 3)
    output.write(b"n\n0\n")
    with pytest.raises(QueryFailure) as caught:
        cut(SORTED, 3, lambda text: Store().query("no query"), SOLUTIONS["csv"], output, {})
    assert (caught.value.status, caught.value.kind, output.size) == (507, "many-rows", 0)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?n { VALUES ?n { 1 2 3 4 5 6 } } ORDER BY ?n",
        "SELECT ?n { { SELECT ?n { VALUES ?n { 6 5 4 3 2 1 } } LIMIT 9 } } ORDER BY ?n LIMIT\n20 # LIMIT 1",
        "SELECT ?n { VALUES ?n { 1 2 3 4 5 6 7 8 } } ORDER BY ?n OFFSET0LIMIT 6",
        "SELECT ?n { VALUES ?n { 1 2 3 4 5 6 7 8 } } ORDER BY ?n LIMIT6OFFSET0",
        "SELECT ?n { BIND ('LIMIT 1' AS ?LIMIT) } ORDER BY ?n LIMIT 6 VALUES ?n { 1 2 3 4 5 6 }",
        "PREFIX limit: <urn:limit:> SELECT ?n { VALUES (?n ?limit) { (1 limit:1) (2 limit:1) (3 1) (4 1) (5 1) (6 1) } } ORDER BY ?n limit 7",
    ],
)  # fmt: skip
def test_a_limit_is_put_where_the_grammar_has_it(query: str) -> None:
    def numbers(text: str) -> list[str]:
        return [row["n"].value for row in Store().query(text)]

    every = numbers(query)
    assert len(every) == 6
    assert numbers(limited(query, 4)) == every[:4]
    assert numbers(limited(query, 4, 4)) == every[4:]
    assert numbers(limited(query, 9)) == every
