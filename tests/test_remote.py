"""The publication over a store that we did not write, and over one that misbehaves."""

import csv
import html
import io
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pytest
from asking import ask
from conftest import ROOT, TINY
from flask.testing import FlaskClient
from peers import Peer, lacking, oxigraph, virtuoso
from pyoxigraph import NamedNode, RdfFormat, parse
from serving import free_port, run, serving
from werkzeug.test import TestResponse

from rip_ld.catalog import Catalog
from rip_ld.dataset.manifest import Manifest
from rip_ld.publication import Publication, project, publish
from rip_ld.settings import Settings
from rip_ld.sparql import SOLUTIONS, Pool, Query, QueryFailure
from rip_ld.sparql.departure import Departure
from rip_ld.sparql.remote import RemotePool, rewritten
from rip_ld.sparql.spool import Spool
from rip_ld.store import StoreError, StoreTimeout
from rip_ld.store.endpoint import Endpoint
from rip_ld.store.loading import GraphStore, load
from rip_ld.store.remote import RemoteStore, described
from rip_ld.web.app import create_app
from rip_ld.web.front import application

SECONDS = 1.0
JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"


def fill(peer: Peer, dataset: Path) -> Manifest:
    """Load a dataset folder into a live store as `rip-ld load` does, the only one there."""
    found = project(dataset)
    store = writing(peer)
    for other in described(Endpoint(peer.query)).values():
        if other.iri != found.manifest.iri:
            store.send("DELETE", other.home, missing=True)
    load(store, found.manifest, found.store.quads())
    return found.manifest


def writing(peer: Peer) -> GraphStore:
    return GraphStore(peer.graphs, *peer.login.partition(":")[::2])


@contextmanager
def over(peer: Peer, dataset: Path, **options: object) -> Iterator[tuple[Publication, FlaskClient]]:
    fill(peer, dataset)
    with publish(Settings(dataset=dataset, store=peer.query, query_workers=1, **options)) as publication:
        yield publication, create_app(publication).test_client()


@pytest.fixture(scope="module")
def teas(peer: Peer) -> Iterator[FlaskClient]:
    with over(peer, TINY) as (_, client):
        yield client


def paths(publication: Publication, every: int = 1) -> list[str]:
    names = [iri[len(publication.catalog.base) :] for iri in publication.catalog.addresses if "#" not in iri][::every]
    return [f"/{name}" + ending for name in names for ending in ([""] if name.endswith("/") else [".html", ".ttl", ".jsonld"])]


def test_every_page_and_document_of_a_dataset_is_the_same(teas: FlaskClient, tiny: Publication, tiny_client: FlaskClient) -> None:
    for path in [*paths(tiny), "/", "/dump.nq", "/dump.ttl", "/search?q=tea", "/sitemap.xml", "/.well-known/void"]:
        here, there = tiny_client.get(path), teas.get(path)
        assert (there.status_code, there.data) == (here.status_code, here.data), path
        assert there.headers.get("ETag") == here.headers.get("ETag")


def test_a_stranger_s_table_has_its_columns_in_the_order_of_the_query(teas: FlaskClient, tiny_client: FlaskClient) -> None:
    for query in ("SELECT * { ?z ?b ?a }", "SELECT DISTINCT * { ?z rdfs:label ?b { SELECT ?z (COUNT(?x) AS ?a) { ?z ?p ?x } GROUP BY ?z } FILTER(?b != ?c || true) }"):
        here, there = (client.get("/sparql", query_string={"query": query, "format": "csv"}).text.splitlines()[0] for client in (tiny_client, teas))
        assert there == here


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?s ?o",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "ASK { ?s a skos:Concept }",
        "ASK { ?s a <urn:nothing> }",
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/tea/graph/tea> { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) FROM <http://www.openlinksw.com/schemas/virtrdf#> { ?s ?p ?o }",
        "SELECT ?g FROM NAMED <https://example.org/tea/graph/leaves> { GRAPH ?g { ?s a skos:Concept } } GROUP BY ?g",
    ],
)
@pytest.mark.parametrize("name", ["json", "csv", "tsv", "xml"])
def test_a_stranger_s_table_gets_the_same_answer(teas: FlaskClient, tiny_client: FlaskClient, query: str, name: str) -> None:
    here, there = (client.get("/sparql", query_string={"query": query, "format": name}) for client in (tiny_client, teas))
    assert (there.status_code, there.headers["Content-Type"]) == (here.status_code, here.headers["Content-Type"])
    assert same(there) == same(here)


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld"])
def test_a_stranger_s_graph_is_the_same(teas: FlaskClient, tiny_client: FlaskClient, name: str) -> None:
    query = {"query": "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }", "format": name}
    here, there = tiny_client.get("/sparql", query_string=query), teas.get("/sparql", query_string=query)
    assert (there.status_code, there.headers["Content-Type"]) == (here.status_code, here.headers["Content-Type"])
    assert same(there) == same(here)


def same(response: TestResponse) -> object:
    """Give what must not differ: of a graph its triples, of a table its rows, in any order."""
    types = {"text/turtle": RdfFormat.TURTLE, "application/rdf+xml": RdfFormat.RDF_XML}
    if (kind := response.headers["Content-Type"].split(";")[0]) in types:
        return {quad.triple for quad in parse(response.data, format=types[kind])}
    return json.loads(response.data) if kind == "application/ld+json" else sorted(response.text.replace("}},{", "}},\n{").replace("<result>", "\n<result>").split("\n"))


def test_the_graphs_of_the_protocol_are_those_of_the_dataset_only(teas: FlaskClient, tiny: Publication, tiny_client: FlaskClient) -> None:
    graph = tiny.store.graphs()[0].value
    for given in ({"default-graph-uri": graph}, {"named-graph-uri": graph}, {"default-graph-uri": "urn:elsewhere"}):
        query = {"query": "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "format": "csv"} | given
        assert teas.get("/sparql", query_string=query).text == tiny_client.get("/sparql", query_string=query).text


def rows(answer: TestResponse) -> list[list[str]]:
    """Read a table of CSV; in which order a store has rows that are sorted alike is its own business, what stands in them is not."""
    assert answer.status_code == 200, answer.text
    return sorted(csv.reader(io.StringIO(re.sub(r"_:\w+", "_:", answer.text))))


def test_a_prologue_in_any_order_is_read_by_the_store(teas: FlaskClient, tiny_client: FlaskClient) -> None:
    for declared, thing in [("PREFIX a: <cup/leaf/> BASE <https://example.org/>", "a:sencha"), ("BASE <https://example.org/tea/> BASE <cup/> PREFIX a: <leaf/>", "a:sencha"), ("PREFIXtea:<cup/leaf/>", "tea:sencha"), ("PREFIX a: <urn:a> BASE <https://example.org/tea/cup/>", "<leaf/sencha>")]:
        query = {"query": f"{declared} SELECT ?p {{ {thing} ?p ?o }}", "format": "csv"}
        assert rows(teas.get("/sparql", query_string=query)) == rows(found := tiny_client.get("/sparql", query_string=query)), declared
        assert found.text.count("\n") > 1


def test_a_blank_node_is_one_also_where_the_store_cannot_keep_it(peer: Peer, tea: Path) -> None:
    (tea / "data" / "more.ttl").write_text("<https://example.org/tea/x> <https://example.org/tea/y> [ <https://example.org/tea/z> 1 ] .", "utf-8")
    with over(peer, tea) as (publication, client):
        query = {"query": "SELECT ?o ?n { <https://example.org/tea/x> <https://example.org/tea/y> ?o . ?o <https://example.org/tea/z> ?n }", "format": "json"}
        [row] = client.get("/sparql", query_string=query).json["results"]["bindings"]
        assert (row["o"]["type"], row["n"]["value"]) == ("bnode", "1")
        graph = client.get("/sparql", query_string={"query": "CONSTRUCT WHERE { ?s <https://example.org/tea/y> ?o . ?o ?p ?n }", "format": "nt"}).text
        assert graph.count("_:") == 2 and "genid" not in graph
        assert "_:" in client.get("/dump.nt").text and "genid" not in client.get("/dump.nt").text
        assert client.get(f"/.well-known/genid/{row['o']['value']}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        ("SELECT ?s {\n ?s ?p }", 400, "Line 2"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 400, "Updates are not accepted"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("DESCRIBE <urn:x> INSERT DATA { <urn:a> <urn:b> <urn:c> }", 400, "Line 1"),
    ],
)
def test_a_query_that_may_not_be_asked_never_reaches_the_store(teas: FlaskClient, query: str, status: int, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Endpoint, "ask", lambda *_, **__: pytest.fail("the store was asked"))
    answer = teas.get("/sparql", query_string={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert (answer.status_code, text in answer.text) == (status, True)


@pytest.fixture(scope="module")
def real_far(peer: Peer) -> Iterator[tuple[Publication, FlaskClient]]:
    """Serve the published dataset from a store, for the tests that follow one upon another here: what is loaded by the next takes its place."""
    with over(peer, ROOT) as opened:
        yield opened


def test_the_page_of_a_query_keeps_its_form_and_its_lines_where_the_store_fails(real_far: tuple[Publication, FlaskClient], monkeypatch: pytest.MonkeyPatch) -> None:
    _, far = real_far
    for error, status in ((StoreError("The store cannot be reached.", "http://10.0.0.9/sparql"), 502), (StoreTimeout("The store did not answer.", "http://10.0.0.9/sparql"), 504)):

        def failing(*_: object, error: StoreError = error, **__: object) -> None:
            raise error

        with monkeypatch.context() as broken:
            broken.setattr(Endpoint, "fetch", failing)
            got = far.get("/queries/behind-an-implication.html?implication=implication/status-barriers")
        assert (got.status_code, "10.0.0.9" in got.text) == (status, False)
        for kept in ('name="implication" value="implication/status-barriers"', 'id="page-code"', 'id="page-curl"', 'role="alert"'):
            assert kept in got.text, kept
    assert far.get("/queries/behind-an-implication.html?implication=implication/status-barriers").status_code == 200


def test_a_page_takes_few_queries(real_far: tuple[Publication, FlaskClient], real: Publication, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, ask = [], Endpoint.ask
    monkeypatch.setattr(Endpoint, "ask", lambda self, *given, **more: ("?mark" in given[0] or asked.append(given[0]), ask(self, *given, **more))[1])
    publication, far = real_far
    for path in (home := publication.catalog.kind(publication.catalog.iri)[len(publication.catalog.base) - 1 :], "/search?q=team"):
        assert far.get(path).data == client.get(path).data, path
    counts = {}
    for path in paths(real, 301):
        before = len(asked)
        assert far.get(path).data == client.get(path).data, path
        counts[path] = len(asked) - before
    assert max(counts.values()) <= 40, max(counts, key=counts.get)  # beside as many for the mark
    assert sorted(counts.values())[len(counts) // 2] <= 8
    before = len(asked)
    for path in (home, *counts):
        far.get(path)
    assert len(asked) == before, "an answer is true for ever, and kept"


def test_every_example_and_every_page_as_a_query_is_answered_alike_from_the_store(real_far: tuple[Publication, FlaskClient], real: Publication, client: FlaskClient) -> None:
    _, far = real_far
    examples = [f"/queries/{example.name}.csv" for example in real.dataset.examples if example.form in ("SELECT", "ASK")]
    assert len(examples) > 40
    pages = ["/", "/frost-2005/", "/queries/", "/queries/?keyword=implications", "/search?q=communication", "/search?q=joint+working", "/frost-2005/level/co-operation.html", "/frost-2005/tip/", "/frost-2005/works.html"]
    found = [re.search(r'href="(/sparql\?query=[^"]*)"', client.get(path, headers={"Accept": "text/html"}, follow_redirects=True).text) for path in pages]
    queries = [html.unescape(link[1]) + "&format=csv" for link in found if link]
    assert len(queries) > 5
    for path in examples + queries:
        assert rows(far.get(path)) == rows(client.get(path)), path


def test_an_address_that_leads_nowhere_is_told_whatever_the_store_does(real_far: tuple[Publication, FlaskClient], monkeypatch: pytest.MonkeyPatch) -> None:
    _, far = real_far
    monkeypatch.setattr(Endpoint, "fetch", lambda *_, **__: (_ for _ in ()).throw(StoreTimeout("The store did not answer.", "http://10.0.0.9/sparql")))
    got = far.get("/frost-2005/tip/2000.html", headers={"Accept": "text/html"})
    assert (got.status_code, got.headers["Content-Type"].split(";")[0]) == (404, "text/html")


def test_a_live_server_answers_queries_from_the_store(peer: Peer, tmp_path: Path) -> None:
    fill(peer, TINY)
    with serving(tmp_path, "--store", peer.query) as server:
        for query, accept, text in [("ASK{?s ?p ?o}", JSON, b"true"), ("SELECT (COUNT(*) AS ?n){?s a skos:Concept}", "text/csv", b"n\r\n"), ("CONSTRUCT WHERE{?s a skos:Concept}", "text/turtle", b"skos:Concept")]:
            response, body = server.ask("GET", f"/sparql?query={quote(query)}", {"Accept": accept})
            assert (response.status, text in body) == (200, True)
        response, body = server.ask("GET", f"/sparql?query={quote('ASK{?s ?p }')}", {"Accept": JSON})
        assert (response.status, b"Line 1" in body) == (400, True)
        assert server.ask("GET", "/cup/leaf/sencha.html")[0].status == 200


def test_a_result_that_is_too_large_is_refused_whole(peer: Peer) -> None:
    with over(peer, TINY, query_bytes=1) as (publication, client):
        query = f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * 40)} }}"
        answer = client.get("/sparql", query_string={"query": query, "format": "csv"})
        assert (answer.status_code, "larger than" in answer.text) == (507, True)
        assert client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }", "format": "json"}).json["boolean"] is True
        assert publication.settings.query_bytes == 1


def test_a_table_of_more_rows_than_are_given_is_cut_and_says_so(peer: Peer) -> None:
    with over(peer, TINY, query_rows=5) as (_, client):
        for query, form, count, told in [("SELECT ?s { ?s ?p ?o }", "csv", 6, "5"), ("SELECT ?s { ?s ?p ?o } LIMIT 5", "csv", 6, None), ("SELECT ?s { ?s a <urn:nothing> }", "csv", 1, None)]:
            answer = client.get("/sparql", query_string={"query": query, "format": form})
            assert (answer.status_code, answer.text.count("\n"), answer.headers.get("X-SPARQL-MaxRows")) == (200, count, told), query
        assert client.get("/sparql", query_string={"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "nt"}).text.count("\n") > 5


def test_half_an_answer_that_is_read_in_a_thread_leaves_no_complaint_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)

    def read() -> None:
        raw = Spool()
        raw.write(b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":')
        rewritten(raw, SOLUTIONS["csv"], 1000, {})

    with ThreadPoolExecutor(1) as thread:
        error = thread.submit(read).exception()
    assert "not whole" in str(error)
    del error
    assert complaints == []


def test_what_was_half_loaded_is_not_served(peer: Peer) -> None:
    loaded = fill(peer, TINY)
    writing(peer).send("DELETE", loaded.home)
    done = run("serve", "--dataset", str(TINY), "--store", peer.query)
    assert (done.returncode, done.stderr.decode().count("\n")) == (1, 1)
    assert "holds no dataset that was loaded to its end" in done.stderr.decode()


def test_what_is_asked_while_the_store_does_not_hold_the_dataset_is_an_error_and_right_again_afterwards(peer: Peer, tmp_path: Path) -> None:
    loaded = fill(peer, TINY)
    asked = ["/cup/leaf/sencha.ttl", "/cup/leaf/Assam.html", "/dump.nt", "/sparql?query=ASK%7B%3Fs+%3Fp+%3Fo%7D&format=json", "/sparql?query=CONSTRUCT+WHERE+%7B%3Fs+%3Fp+%3Fo%7D&format=nt"]
    with publish(Settings(dataset=TINY, store=peer.query, query_workers=1)) as publication:
        client = create_app(publication).test_client()
        for graph in (loaded.home, loaded.union, *loaded.graphs):
            writing(peer).send("DELETE", graph)
        emptied = {path: client.get(path) for path in asked}
        assert {path: (got.status_code, "gave no usable answer" in got.text, peer.query in got.text) for path, got in emptied.items()} == dict.fromkeys(asked, (502, True, False))
        fill(peer, TINY)
        with publish(Settings(dataset=TINY)) as here:
            near = create_app(here).test_client()
            for path in asked[:4]:
                assert client.get(path).data == near.get(path).data, path


def test_of_two_loadings_at_once_the_first_to_end_is_not_taken_for_whole(peer: Peer, tea: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, send, begun = fill(peer, TINY), GraphStore.send, []
    (tea / "data" / "more.ttl").write_text("<https://example.org/tea/x> <https://example.org/tea/y> 1 .", "utf-8")
    second = project(tea)

    def meanwhile(self: GraphStore, method: str, graph: str, *rest: object, **more: object) -> bytes:
        if graph == first.union and not begun:  # the first has nearly ended when the second begins, which is broken off
            begun.append(True)
            with pytest.raises(StoreError):
                load(writing(peer), second.manifest, second.store.quads(), lambda _: (_ for _ in ()).throw(StoreError("the line is cut")))
        return send(self, method, graph, *rest, **more)

    monkeypatch.setattr(GraphStore, "send", meanwhile)
    load(writing(peer), first, project(TINY).store.quads())
    assert begun and described(Endpoint(peer.query)) == {}
    fill(peer, TINY)
    assert list(described(Endpoint(peer.query)).values()) == [first]


def test_once_another_dataset_is_loaded_the_store_is_not_asked_for_the_old_one(peer: Peer, tea: Path) -> None:
    with over(peer, tea) as (_, client):
        (tea / "data" / "more.ttl").write_text("<https://example.org/tea/x> <https://example.org/tea/y> 1 .", "utf-8")
        fill(peer, tea)
        got = client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }", "format": "json"})
        assert (got.status_code, "does not hold the dataset" in got.text) == (502, True)


def test_a_store_of_another_state_of_the_files_is_not_served(peer: Peer, tea: Path) -> None:
    fill(peer, TINY)
    with (tea / "data" / "leaves.ttl").open("a") as file:
        file.write("\n# changed\n")
    done = run("serve", "--dataset", str(tea), "--store", peer.query)
    assert (done.returncode, "have changed since the store was made" in done.stderr.decode()) == (1, True)


def test_the_folder_may_hold_no_turtle_at_all(peer: Peer, tmp_path: Path) -> None:
    fill(peer, TINY)
    with publish(Settings(dataset=tmp_path, store=peer.query, query_workers=1)) as publication:
        assert create_app(publication).test_client().get("/").status_code == 200


def test_a_graph_that_is_gone_from_the_files_goes_from_the_store(peer: Peer, tea: Path) -> None:
    (tea / "data" / "more.ttl").write_text("<https://example.org/tea/x> <https://example.org/tea/y> 1 .", "utf-8")
    before = fill(peer, tea)
    (tea / "data" / "more.ttl").unlink()
    with over(peer, tea) as (publication, client):
        gone = set(before.graphs) - {graph.value for graph in publication.store.graphs()}
        assert len(gone) == 1
    assert json.loads(run("query", "-", "--endpoint", peer.query, "--format", "json", input=f"ASK {{ GRAPH <{gone.pop()}> {{ ?s ?p ?o }} }}".encode()).stdout)["boolean"] is False


def test_a_query_in_a_file_is_answered_by_an_endpoint(peer: Peer, tmp_path: Path) -> None:
    loaded = fill(peer, TINY)
    file = tmp_path / "count.rq"
    file.write_text(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{loaded.union}> {{ ?s ?p ?o }} }}")
    done = run("query", str(file), "--endpoint", peer.query, "--format", "csv", "--dataset", str(tmp_path))
    assert (done.returncode, done.stdout.split()[0]) == (0, b"n")
    file.write_text(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{loaded.home}> {{ ?s ?p ?o }} }}")
    assert b"urn:x-rip-ld:manifest" in run("query", str(file), "--endpoint", peer.query).stdout
    file.write_text(f"PREFIX a: <{loaded.iri}#>\nBASE <{loaded.iri}>\nCONSTRUCT {{ ?s ?p ?o }} {{ GRAPH a:manifest {{ ?s ?p ?o }} }}")
    assert b"urn:x-rip-ld:manifest" in run("query", str(file), "--endpoint", peer.query).stdout, "in whichever order it declares"
    done = run("query", str(file), "--endpoint", peer.query, "--format", "csv")
    assert (done.returncode, "is a graph and can be had as text/turtle" in done.stderr.decode()) == (1, True)
    file.write_text("SELECT nonsense")
    done = run("query", str(file), "--endpoint", peer.query)
    assert (done.returncode, done.stdout, done.stderr.decode().startswith("rip-ld: The store at")) == (1, b"", True)


def test_a_query_that_sees_nothing_because_all_is_in_named_graphs_is_told_which_to_name(tmp_path: Path) -> None:
    if lacking("oxigraph"):
        pytest.skip("the Oxigraph server is not installed")
    with oxigraph() as peer:
        loaded = fill(peer, TINY)

        def count(query: str) -> tuple[int, str]:
            done = run("query", "-", "--endpoint", peer.query, "--format", "csv", input=query.encode())
            return int(done.stdout.split()[1]), done.stderr.decode()

        found, told = count("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert (found, told.count("\n"), f"FROM <{loaded.union}>" in told) == (0, 1, True)
        found, told = count(f"SELECT (COUNT(*) AS ?n) FROM <{loaded.union}> WHERE {{ ?s ?p ?o }}")
        assert found > 0 and told == ""
        found, told = count("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert found > 0 and told == ""


def test_a_graph_store_that_wants_a_password_says_so(tmp_path: Path) -> None:
    if lacking("virtuoso"):
        pytest.skip("virtuoso-t is not installed")
    with virtuoso(tmp_path, rows=3) as peer:
        for login in ("", "dba:wrong"):
            done = run("load", peer.graphs, "--dataset", str(TINY), "--store-login", login)
            assert (done.returncode, "wants a user and a password" in done.stderr.decode(), "is as it was" in done.stderr.decode()) == (1, True, True)
        fill(peer, TINY)
        with pytest.raises(StoreError, match="cut its answer short"):
            list(Endpoint(peer.query).ask("SELECT * { ?s ?p ?o }", ("application/sparql-results+json",)))


def test_loading_that_cannot_begin_says_that_nothing_has_changed(peer: Peer) -> None:
    done = run("load", f"http://127.0.0.1:{free_port()}/store", "--dataset", str(TINY))
    assert (done.returncode, done.stderr.decode().splitlines()[-1].startswith("rip-ld: Loading stopped, for the store at")) == (1, True)
    assert "what the store holds is as it was" in done.stderr.decode()
    loaded = fill(peer, TINY)
    done = run("load", peer.query, "--dataset", str(TINY))  # the likeliest slip
    assert (done.returncode, "is as it was. The address of its graphs is another than that of its queries" in done.stderr.decode()) == (1, True)
    assert [known.iri for known in described(Endpoint(peer.query)).values()] == [loaded.iri]


def test_a_server_that_takes_everything_and_keeps_nothing_is_no_store() -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply(200, "text/html", b"<html>Welcome")(self)

        do_PUT = do_POST = do_DELETE = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(server.serve_forever, 0.05)
        done = run("load", f"http://127.0.0.1:{server.server_port}/store", "--dataset", str(TINY))
        server.shutdown()
    server.server_close()
    assert (done.returncode, "took all and does not have it" in done.stderr.decode()) == (1, True)


@pytest.mark.parametrize("address", ["nonsense", "file:///etc/passwd", "ftp://localhost/store", "http://dba:secret@localhost/store"])
def test_what_is_no_address_of_a_store_is_told_before_anything_is_done(address: str) -> None:
    done = run("load", address, "--dataset", str(TINY))
    assert (done.returncode, done.stderr.decode().count("\n"), "the address of the store must be like http://" in done.stderr.decode()) == (2, 1, True)
    assert "secret" not in done.stderr.decode()


def test_loading_that_stops_says_how_far_it_came(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, said = fill(peer, TINY), []

    def failing(self: GraphStore, method: str, graph: str, *rest: object, **more: object) -> bytes:
        if graph == loaded.union:
            raise (interrupted or StoreError("the store has gone"))
        return send(self, method, graph, *rest, **more)

    send, found = GraphStore.send, project(TINY)
    monkeypatch.setattr(GraphStore, "send", failing)
    interrupted = None
    with pytest.raises(StoreError, match=r"Loading stopped, for the store has gone; [\d,]+ of [\d,]+ statements had been sent, .* Run it again"):
        load(writing(peer), loaded, found.store.quads())
    interrupted = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        load(writing(peer), loaded, found.store.quads(), said.append)
    assert said[-1].startswith("loading was interrupted; ") and said[-1].endswith("nothing serves from the store until it has ended.")


# A store that misbehaves.

MARKED = b'{"head":{"vars":["mark"]},"results":{"bindings":[{"mark":{"type":"literal","value":"first"}}]}}'
SELECTED = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://example.org/a"}}]}}'


def reply(status: int, media_type: str, body: bytes, length: int | None = 0, wait: float = 0.0) -> Callable[[BaseHTTPRequestHandler], None]:
    """Make a reply; `length` is what Content-Length says beyond the truth, None leaves it out; `wait` delays the second half."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        if length is not None:
            handler.send_header("Content-Length", str(len(body) + length))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        time.sleep(wait)
        handler.wfile.write(body[len(body) // 2 :])

    return send


def far_store(endpoint: Endpoint, base: str) -> RemoteStore:
    return RemoteStore(endpoint, Manifest("urn:dataset", base, {}, "", (), (), 0, "", ""), "first")


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3 * SECONDS)


@contextmanager
def misbehaving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer(self)
            except OSError:  # who asked has gone
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


BAD = {
    "another type": (reply(200, "text/html", b"<p>hello"), 502, "answered with text/html"),
    "broken JSON": (reply(200, JSON, SELECTED.replace(b"]", b"")), 502, "not whole"),
    "no result at all": (reply(200, JSON, b"[]"), 502, "not whole"),
    "cut JSON": (reply(200, JSON, SELECTED[:50], 60), 502, "broke off"),
    "cut JSON without a length": (reply(200, JSON, SELECTED[:50], None), 502, "not whole"),
    "a part": (reply(206, JSON, SELECTED), 502, "answered with 206, which is no whole answer"),
    "a refusal": (reply(400, "text/plain", b"no such thing"), 502, "refused with 400: no such thing"),
    "a refusal that gives its status": (reply(400, "text/plain", b"400: no such thing"), 502, "refused with 400: no such thing"),
    "a failure": (reply(500, "text/html", b"<html>oh</html>"), 502, "refused with 500"),
    "no password": (reply(401, "text/plain", b""), 502, "refused with 401"),
    "too busy": (reply(503, "text/plain", b"at http://10.1.2.3/ /var/lib"), 502, "refused with 503."),
    "silence": (silent, 504, "longer than 1 second,"),
    "a slow second half": (reply(200, JSON, SELECTED, 0, 3 * SECONDS), 504, "longer than 1 second,"),
}


@pytest.fixture(scope="module")
def trying(tiny: Publication) -> Iterator[Callable[[str], FlaskClient]]:
    """Give a client of the tiny publication whose strangers' queries go to an address."""
    with Pool(b"", workers=1, deadline=SECONDS) as pool:

        def client(address: str) -> FlaskClient:
            endpoint = Endpoint(address, SECONDS)
            store = far_store(endpoint, tiny.catalog.base)
            return create_app(replace(tiny, pool=RemotePool(endpoint, pool, store, {}, 1 << 20, 1000))).test_client()

        yield client


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_answer_of_the_store_is_told_and_never_passed_on(trying: Callable[[str], FlaskClient], name: str) -> None:
    answer, status, text = BAD[name]
    with misbehaving(answer) as address:
        got = trying(address).get("/sparql", query_string={"query": "SELECT ?s { ?s ?p ?o }"}, headers={"Accept": JSON})
    assert (got.status_code, got.headers["Content-Type"].split(";")[0]) == (status, "text/plain")
    assert text in got.text and got.text.count("\n") == 1


def test_where_the_store_is_stands_in_the_log_and_nowhere_else(trying: Callable[[str], FlaskClient], caplog: pytest.LogCaptureFixture) -> None:
    with misbehaving(reply(400, "text/plain", b"no such thing")) as address:
        got = trying(address).get("/sparql", query_string={"query": "SELECT ?s { ?s ?p ?o }"}, headers={"Accept": "text/html"})
        assert (got.status_code, "refused with 400: no such thing" in got.text, address.split("/")[2] in got.text) == (502, True, False)
        assert f"The store at {address} refused with 400: no such thing." in caplog.text


def test_what_a_store_says_of_itself_and_who_may_ask_it_stands_in_the_log(trying: Callable[[str], FlaskClient], caplog: pytest.LogCaptureFixture) -> None:
    for status, text in ((500, ", which says “no room in /var/lib”, refused with 500."), (401, ", which wants to know who asks (RIP_LD_STORE_LOGIN), refused with 401.")):
        with misbehaving(reply(status, "text/plain", b"no room in /var/lib")) as address:
            got = trying(address).get("/sparql", query_string={"query": "SELECT ?s { ?s ?p ?o }"}, headers={"Accept": JSON})
            assert (got.status_code, "/var/lib" in got.text, f"The store at {address}{text}" in caplog.text) == (502, False, True)


def test_a_store_that_has_moved_is_not_followed_and_whoever_runs_the_program_is_told_where_it_went(trying: Callable[[str], FlaskClient]) -> None:
    target = f"http://127.0.0.1:{free_port()}/gone"

    def moved(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()

    with misbehaving(moved) as address:
        got = trying(address).get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": JSON})
        assert (got.status_code, "leads elsewhere (302)" in got.text, target in got.text) == (502, True, False)
        told = run("query", "-", "--endpoint", address, input=b"ASK {}").stderr.decode()
        assert told == f"rip-ld: The store at {address}, which is now {target}, leads elsewhere (302), which is not followed.\n"


def test_queries_that_find_the_store_busy_wait_a_little_and_faulty_ones_not_at_all(tiny: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rip_ld.sparql.remote.AT_ONCE", 2)
    hanging = threading.Event()
    with Pool(b"", workers=1, deadline=30.0, queue_wait=0.3) as pool, misbehaving(lambda _: hanging.wait(30)) as address, ThreadPoolExecutor(6) as threads:
        endpoint = Endpoint(address, 30.0)
        client = create_app(replace(tiny, pool=RemotePool(endpoint, pool, far_store(endpoint, tiny.catalog.base), {}, 1 << 20, 1000))).test_client()

        def ask_for(query: str) -> TestResponse:
            return client.get("/sparql", query_string={"query": query}, headers={"Accept": JSON})

        waiting = [threads.submit(ask_for, "ASK { ?s ?p ?o }") for _ in range(4)]
        told = [future.result() for future in islice(as_completed(waiting), 2)]
        assert [(got.status_code, got.headers["Retry-After"], "is asked 2 queries already" in got.text) for got in told] == [(503, "1", True)] * 2
        assert ask_for("ASK {").status_code == 400
        hanging.set()


def test_a_query_whose_sender_has_gone_is_given_up_before_the_store_has_said_anything(tiny: Publication) -> None:
    hanging, reached, departure = threading.Event(), threading.Event(), Departure()
    with Pool(b"", workers=1, deadline=60.0) as pool, misbehaving(lambda _: (reached.set(), hanging.wait(60))) as address, ThreadPoolExecutor(1) as threads:
        endpoint = Endpoint(address, 60.0)
        answer = threads.submit(RemotePool(endpoint, pool, far_store(endpoint, tiny.catalog.base), {}, 1 << 20, 1000).run, Query("ASK { ?s ?p ?o }"), departure)
        assert reached.wait(30)
        departure.tell()
        assert answer.exception().kind == "gone" and not hanging.is_set()
        hanging.set()


def test_a_query_that_the_store_gives_up_is_not_said_to_have_had_its_time(tiny: Publication) -> None:
    with Pool(b"", workers=1, deadline=60.0) as pool, misbehaving(reply(504, "text/plain", b"")) as address:
        endpoint = Endpoint(address, 60.0)
        service = RemotePool(endpoint, pool, far_store(endpoint, tiny.catalog.base), {}, 1 << 20, 1000)
        with pytest.raises(QueryFailure, match="did not answer in time") as caught:
            service.run(Query("ASK { ?s ?p ?o }"))
        assert (caught.value.status, caught.value.kind) == (504, "store-slow")
        service.close()


@pytest.mark.parametrize(
    ("body", "length", "text"),
    [(b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn", 0, "not whole"), (b"<urn:a> <urn:b> <urn:c> .\n", None, "where its answer ends"), (b"<urn:a> <urn:b> <urn:c> .\n", 10, "broke off")],
)
def test_half_a_graph_is_never_passed_on(trying: Callable[[str], FlaskClient], body: bytes, length: int | None, text: str) -> None:
    with misbehaving(reply(200, TRIPLES, body, length)) as address:
        got = trying(address).get("/sparql", query_string={"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"}, headers={"Accept": "text/turtle"})
    assert (got.status_code, text in got.text) == (502, True)


def test_a_store_out_of_reach_is_told_in_one_sentence(trying: Callable[[str], FlaskClient]) -> None:
    got = trying(f"http://127.0.0.1:{free_port()}/sparql").get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": JSON})
    assert (got.status_code, "cannot be reached (connection refused)" in got.text) == (502, True)
    done = run("serve", "--store", f"http://127.0.0.1:{free_port()}/sparql", "--dataset", str(TINY))
    assert (done.returncode, done.stderr.decode().count("\n"), "cannot be reached" in done.stderr.decode()) == (1, 1, True)
    with misbehaving(silent) as address:
        done = run("serve", "--store", address, "--dataset", str(TINY), "--query-timeout", "1")
        assert (done.returncode, done.stderr.decode()) == (1, f"rip-ld: The store at {address} did not answer within 1 seconds.\n")


@pytest.mark.parametrize(("answer", "status", "error"), [(silent, 504, StoreTimeout), (reply(200, TRIPLES, b"<urn:a", 9), 502, StoreError), (reply(500, TRIPLES, b""), 502, StoreError)])
def test_a_page_whose_store_fails_is_an_error_page(tiny: Publication, answer: Callable, status: int, error: type[StoreError]) -> None:
    app = create_app(tiny)
    with misbehaving(answer) as address:
        store = far_store(Endpoint(address, SECONDS), tiny.catalog.base)
        with pytest.raises(error, match=r"\.$"):
            next(store.triples(), None)
        far = Catalog.__new__(Catalog)
        far.__dict__ |= vars(tiny.catalog) | {"store": store}
        app.extensions["publication"] = replace(tiny, store=store, catalog=far)
        app.extensions["documents"] = replace(app.extensions["documents"], publication=app.extensions["publication"])
        got = app.test_client().get("/cup/leaf/sencha.html", headers={"Accept": "text/html"})
    assert (got.status_code, got.headers["Content-Type"].split(";")[0]) == (status, "text/html")
    assert "The store" in got.text and "Traceback" not in got.text


def test_what_the_store_said_once_it_is_not_asked_again() -> None:
    asked = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["Accept"] == JSON:
            reply(200, JSON, MARKED)(handler)
        else:
            asked.append(1)
            reply(200, TRIPLES, b"<http://example.org/a> <urn:p> \"x\" .\n")(handler)

    with misbehaving(answer) as address:
        store = far_store(Endpoint(address, SECONDS), "http://example.org/")
        for predicate in (None, NamedNode("urn:p"), NamedNode("urn:q")):
            list(store.triples(NamedNode("http://example.org/a"), predicate, None))
    assert len(asked) == 1


def marked(answer: Callable[[BaseHTTPRequestHandler], None]) -> tuple[list[float], Callable[[BaseHTTPRequestHandler], None]]:
    """Make a store that holds its dataset and answers questions of pages in one way; notes when each was asked."""
    asked: list[float] = []

    def send(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["Accept"] == JSON:
            return reply(200, JSON, MARKED)(handler)
        asked.append(time.monotonic())
        return answer(handler)

    return asked, send


def things(count: int) -> list[NamedNode]:
    return [NamedNode(f"http://example.org/{number}") for number in range(count)]


def test_all_that_is_asked_for_one_page_comes_in_the_time_of_one_question_or_is_given_up() -> None:
    asked, answer = marked(reply(200, TRIPLES, b"<http://example.org/a> <urn:p> <urn:o> .\n", 0, SECONDS / 3))
    with misbehaving(answer) as address:
        store = far_store(Endpoint(address, SECONDS), "http://example.org/")
        for _ in range(2):  # what one request took is not counted for the next
            store.begin()
            with pytest.raises(StoreTimeout):
                for thing in things(20)[len(asked) :]:
                    list(store.triples(thing, None, None))
    assert 4 <= len(asked) < 10


def test_a_store_that_hangs_has_few_questions_waiting_and_then_one_until_it_is_right_again() -> None:
    hanging = threading.Event()
    asked, answer = marked(lambda handler: (hanging.wait(3 * SECONDS), reply(200, TRIPLES, b"")(handler)))
    with misbehaving(answer) as address, ThreadPoolExecutor(16) as threads:
        store = far_store(Endpoint(address, 2 * SECONDS), "http://example.org/")

        def ask_for(thing: NamedNode) -> type[Exception] | None:
            try:
                list(store.triples(thing, None, None))
                return None
            except StoreTimeout as error:
                return type(error)

        assert set(threads.map(ask_for, things(16))) == {StoreTimeout}
        assert len(asked) == 4
        assert set(threads.map(ask_for, things(16))) == {StoreTimeout}
        assert len(asked) <= 6, "one at a time finds out"
        hanging.set()
        assert ask_for(NamedNode("http://example.org/a")) is None
        assert set(threads.map(ask_for, things(16))) == {None}


def test_an_answer_that_is_too_large_to_hold_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rip_ld.store.endpoint.MOST_HELD", 1 << 20)
    _, answer = marked(reply(200, TRIPLES, b"<http://example.org/a> <urn:p> <urn:o> .\n" * 50_000))
    with misbehaving(answer) as address, pytest.raises(StoreError, match="more than 1 MiB to a question of this program"):
        list(far_store(Endpoint(address), "http://example.org/").triples(None, None, None))


@pytest.mark.parametrize(("answer", "status"), [(silent, 504), (reply(500, TRIPLES, b""), 502)])
def test_a_document_of_the_front_whose_store_fails_is_told_with_the_status_of_the_store(tiny: Publication, answer: Callable, status: int) -> None:
    with misbehaving(answer) as address:
        store = far_store(Endpoint(address, SECONDS), tiny.catalog.base)
        far = Catalog.__new__(Catalog)
        far.__dict__ |= vars(tiny.catalog) | {"store": store}
        front = application(tiny)
        front.served.documents = replace(front.served.documents, publication=replace(tiny, store=store, catalog=far))
        try:
            for path in ("/cup/leaf/sencha.ttl", "/cup/leaf/sencha.html"):
                got = ask(front, "GET", path, [("accept", "*/*")])
                assert got.status == status, path
                assert b"The store" in got.body
        finally:
            front.close()
