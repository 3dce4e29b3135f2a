"""The query endpoint over HTTP, asked by SPARQLWrapper, rdflib and bare requests (SPARQL 1.1 Protocol)."""

import csv
import io
import json
import re
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote, urlencode

import pyoxigraph
import pytest
import rdflib
from conftest import TINY
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Server, serving
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

PREFIX = "PREFIX tea: <https://example.org/tea/terms#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
LEAVES = PREFIX + "SELECT ?leaf ?minutes { ?leaf a tea:Leaf ; tea:minutes ?minutes } ORDER BY ?minutes"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = PREFIX + "CONSTRUCT { ?leaf tea:minutes ?minutes } WHERE { ?leaf tea:minutes ?minutes }"
DESCRIBE = "DESCRIBE <https://example.org/tea/cup/leaf/sencha>"
NESTED = "SELECT * WHERE " + "{" * 10_000 + "}" * 10_000
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(TINY, "--query-timeout", "3") as running:
        yield running


def get(server: Server, query: str, accept: str | None = None, **more: str) -> tuple[object, bytes]:
    return server.ask("GET", "/sparql?" + urlencode({"query": query} | more), {"Accept": accept} if accept else {})


def wrapper(server: Server, query: str, method: str, request: str, result: str) -> SPARQLWrapper:
    asked = SPARQLWrapper(f"{server.url}/sparql")
    asked.setQuery(query)
    asked.setMethod(method)
    asked.setRequestMethod(request)
    asked.setReturnFormat(result)
    return asked


@pytest.mark.parametrize(("method", "request_method"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_gets_a_table_in_every_format(server: Server, method: str, request_method: str) -> None:
    found = wrapper(server, LEAVES, method, request_method, JSON).queryAndConvert()
    assert [row["minutes"]["value"] for row in found["results"]["bindings"]] == ["1", "2", "4", "5", "9"]
    assert len(wrapper(server, LEAVES, method, request_method, XML).queryAndConvert().getElementsByTagName("result")) == 5
    assert len(wrapper(server, LEAVES, method, request_method, CSV).queryAndConvert().splitlines()) == 6
    assert len(wrapper(server, LEAVES, method, request_method, TSV).queryAndConvert().splitlines()) == 6
    assert wrapper(server, ASK, method, request_method, JSON).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("result", [TURTLE, N3, RDFXML, XML, JSONLD])
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_sparqlwrapper_gets_a_graph_in_every_format(server: Server, query: str, result: str) -> None:
    converted = wrapper(server, query, GET, URLENCODED, result).queryAndConvert()
    graph = converted if isinstance(converted, rdflib.Graph) else rdflib.Graph().parse(data=converted, format="turtle")
    assert len(graph) >= 5


def test_sparqlwrapper_is_told_what_is_wrong(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="Line 1"):
        wrapper(server, "SELECT {", GET, URLENCODED, JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_store(server: Server, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method))
    sencha = rdflib.URIRef("https://example.org/tea/cup/leaf/sencha")
    assert rdflib.Literal("Sencha", lang="en") in set(graph.objects(sencha, rdflib.RDFS.label))
    assert len(list(graph.query(LEAVES))) == 5
    assert bool(graph.query(ASK))
    assert len(graph) == int(json.loads(get(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1])["results"]["bindings"][0]["n"]["value"])


TABLE_TYPES = {
    "application/sparql-results+json": "json", "application/json": "json", "application/sparql-results+xml": "xml", "application/xml": "xml",
    "text/xml": "xml", "text/csv": "csv", "text/tab-separated-values": "tsv",
}  # fmt: skip
GRAPH_TYPES = {
    "text/turtle": "ttl", "application/x-turtle": "ttl", "application/n-triples": "nt", "text/plain": "nt", "application/rdf+xml": "rdf",
    "application/xml": "rdf", "application/ld+json": "jsonld", "application/json": "jsonld",
}  # fmt: skip
MEDIA = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
    "ttl": "text/turtle", "nt": "application/n-triples", "rdf": "application/rdf+xml", "jsonld": "application/ld+json",
}  # fmt: skip


@pytest.mark.parametrize(("query", "accept", "name"), [(LEAVES, *row) for row in TABLE_TYPES.items()] + [(ASK, *row) for row in TABLE_TYPES.items()] + [(CONSTRUCT, *row) for row in GRAPH_TYPES.items()])
def test_the_answer_is_in_the_format_that_is_accepted_or_named(server: Server, query: str, accept: str, name: str) -> None:
    negotiated, body = get(server, query, accept)
    named, same = get(server, query, "image/png", format=name)
    assert negotiated.status == named.status == 200
    assert negotiated.headers["Content-Type"].split(";")[0] == MEDIA[name]
    assert named.headers["Content-Type"] == negotiated.headers["Content-Type"]
    assert len(body) == len(same)
    assert negotiated.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in negotiated.headers["Vary"]


@pytest.mark.parametrize(("query", "name"), [(LEAVES, name) for name in ("json", "xml", "csv", "tsv")] + [(CONSTRUCT, name) for name in ("ttl", "nt", "rdf", "jsonld")])
@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "*/*"])
def test_an_answer_has_a_name_under_which_it_can_be_saved(server: Server, query: str, name: str, accept: str) -> None:
    assert get(server, query, accept, format=name)[0].headers["Content-Disposition"] == f'inline; filename="answer.{name}"'
    assert get(server, query, MEDIA[name])[0].headers["Content-Disposition"] == f'inline; filename="answer.{name}"'
    assert "Content-Disposition" not in get(server, query, "text/html")[0].headers


def test_all_graph_formats_say_the_same(server: Server) -> None:
    syntax = {"ttl": pyoxigraph.RdfFormat.TURTLE, "nt": pyoxigraph.RdfFormat.N_TRIPLES, "rdf": pyoxigraph.RdfFormat.RDF_XML, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
    graphs = {name: {str(quad.triple) for quad in pyoxigraph.parse(get(server, CONSTRUCT, format=name)[1], format=syntax[name])} for name in syntax}
    assert len(set(map(frozenset, graphs.values()))) == 1
    assert len(graphs["nt"]) == 5


def test_all_table_formats_say_the_same(server: Server) -> None:
    rows = {
        "json": [row["minutes"]["value"] for row in json.loads(get(server, LEAVES, format="json")[1])["results"]["bindings"]],
        "xml": [row.text for row in ElementTree.fromstring(get(server, LEAVES, format="xml")[1]).iterfind(f".//{RESULTS}binding[@name='minutes']/{RESULTS}literal")],
        "csv": [row["minutes"] for row in csv.DictReader(io.StringIO(get(server, LEAVES, format="csv")[1].decode()))],
        "tsv": [line.split("\t")[1] for line in get(server, LEAVES, format="tsv")[1].decode().splitlines()[1:]],
    }
    assert set(map(tuple, rows.values())) == {("1", "2", "4", "5", "9")}


VALUES = 'SELECT ?a ?b WHERE { VALUES (?a ?b) { (<http://e/x> "a,\\"b\\"\\n\\tc") ("é"@fr 1) (UNDEF 1.5) ("2005"^^<http://www.w3.org/2001/XMLSchema#gYear> true) } }'


@pytest.mark.parametrize("asked", ["SELECT *", "select DISTINCT *", "SELECT*"])
def test_the_columns_of_a_star_stand_in_the_order_in_which_they_are_named(server: Server, asked: str) -> None:
    query = PREFIX + asked + " WHERE { ?s ?p ?o . FILTER(?not = 1 || true) { SELECT ?a { VALUES (?z ?a) { (1 2) } } } } ORDER BY ?s LIMIT 1"
    assert get(server, query, "text/csv")[1].split(b"\r\n")[0] == b"s,p,o,a"
    assert get(server, "SELECT * { }", "text/csv")[0].status == 200


def test_a_function_that_is_not_there_is_told_with_its_place(server: Server) -> None:
    response, body = get(server, "SELECT * {\n  BIND(<http://example.org/f>(1) AS ?x)\n}")
    assert (response.status, body.decode()) == (400, "400: Line 2, column 8: there is no function <http://example.org/f> here.\n")


def test_csv_is_to_the_letter(server: Server) -> None:
    body = get(server, VALUES, format="csv")[1]
    assert body.replace(b"\r\n", b"\n") == 'a,b\nhttp://e/x,"a,""b""\n\tc"\né,1\n,1.5\n2005,true\n'.encode()
    assert body.startswith(b"a,b\r\n")  # RFC 4180, which SPARQL 1.1 CSV follows


def test_tsv_is_to_the_letter(server: Server) -> None:
    lines = get(server, VALUES, format="tsv")[1].decode().split("\n")
    assert lines[:4] == ["?a\t?b", '<http://e/x>\t"a,\\"b\\"\\n\\tc"', '"é"@fr\t1', "\t1.5"]
    assert lines[4] == '"2005"^^<http://www.w3.org/2001/XMLSchema#gYear>\ttrue'


def test_head_and_options_answer_as_for_any_address(server: Server) -> None:
    response, body = server.ask("HEAD", "/sparql?query=" + quote(ASK))
    assert (response.status, body) == (200, b"")
    assert response.headers["Content-Type"] == MEDIA["json"]
    response, _ = server.ask("OPTIONS", "/sparql", {"Origin": "https://x.example", "Access-Control-Request-Headers": "content-type"})
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS, POST"


def test_an_answer_is_not_kept_but_can_be_confirmed(server: Server) -> None:
    response, _ = get(server, LEAVES)
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Last-Modified" not in response.headers
    assert server.ask("GET", "/sparql?" + urlencode({"query": LEAVES}), {"If-None-Match": response.headers["ETag"]})[0].status == 304


# method, what follows /sparql, headers, body → the status and words of the sentence.
REFUSED = {
    "a syntax error": ("GET", "?query=SELECT", {}, None, 400, "Line 1"),
    "an empty query": ("GET", "?query=", {}, None, 400, ""),
    "two queries": ("GET", "?query=ASK{}&query=ASK{}", {}, None, 400, "2 queries"),
    "an update": ("POST", "", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 400, "Updates"),
    "an update in a form": ("POST", "", {"Content-Type": FORM}, b"update=CLEAR%20ALL", 400, "Updates"),
    "an update as a query": ("GET", "?query=" + quote("INSERT DATA { <a:a> <a:b> <a:c> }"), {}, None, 400, "Updates"),
    "an empty form": ("POST", "", {"Content-Type": FORM}, b"", 400, "no query"),
    "no media type": ("POST", "", {}, b"ASK {}", 415, "posted as"),
    "a file upload": ("POST", "", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 415, "posted as"),
    "another charset": ("POST", "", {"Content-Type": f"{DIRECT}; charset=latin1"}, b"ASK {}", 415, "UTF-8"),
    "bytes that are no text": ("POST", "", {"Content-Type": DIRECT}, b"ASK {} # \xff", 400, "UTF-8"),
    "half an escape": ("GET", "?query=%E", {}, None, 400, "percent"),
    "an unknown format": ("GET", "?query=ASK{}&format=pdf", {}, None, 400, "format"),
    "a table as Turtle": ("GET", "?query=" + quote(LEAVES), {"Accept": "text/turtle"}, None, 406, "text/csv"),
    "a graph as CSV": ("GET", "?query=" + quote(CONSTRUCT) + "&format=csv", {}, None, 406, "text/turtle"),
    "a picture": ("GET", "?query=ASK{}", {"Accept": "image/png"}, None, 406, "application/sparql-results+json (format=json), application/sparql-results+xml (format=xml)"),
    "a picture of a graph": ("GET", "?query=" + quote(CONSTRUCT), {"Accept": "image/png"}, None, 406, "text/turtle (format=ttl), application/n-triples (format=nt)"),
    "a service": ("GET", "?query=" + quote("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), {}, None, 403, "SERVICE"),
    "a long query": ("POST", "", {"Content-Type": DIRECT}, b"ASK {} #" + b"x" * (1 << 20), 413, "longer"),
    "a longer body": ("POST", "", {"Content-Type": DIRECT}, b"#" * (5 << 20), 413, "larger than 4 MiB"),
    "too long a query": ("GET", "?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"), {}, None, 504, "longer than 3 seconds"),
    "another method": ("PUT", "", {}, b"", 405, "method"),
}  # fmt: skip


@pytest.mark.parametrize(("method", "rest", "headers", "body", "status", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_is_told_in_a_sentence(server: Server, method: str, rest: str, headers: dict[str, str], body: bytes | None, status: int, words: str) -> None:
    response, text = server.ask(method, f"/sparql{rest}".replace(" ", "%20").replace("{", "%7B").replace("}", "%7D"), headers, body)
    assert (response.status, words in text.decode()) == (status, True), text
    assert text.startswith(f"{status}: ".encode())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_refused_names_no_format_that_the_answer_cannot_have(server: Server) -> None:
    assert b"turtle" not in get(server, ASK, "image/png")[1]
    assert b"csv" not in get(server, CONSTRUCT, "image/png")[1]


@pytest.mark.parametrize(("query", "format"), [(LEAVES, "ttl"), (CONSTRUCT, "csv")])
def test_a_person_who_asks_for_what_the_answer_cannot_be_keeps_the_query(server: Server, query: str, format: str) -> None:
    response, body = get(server, query, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", format=format)
    assert response.status == 406
    page = body.decode()
    assert "<textarea" in page and escape(query) in page and "can be had as" in page


def test_a_page_shows_the_beginning_of_an_answer_of_any_size(server: Server) -> None:
    wide = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT %d"
    response, body = get(server, wide % 30_000, "text/html")
    assert response.status == 200 and len(body) < 4 << 20
    assert "30,000 rows" in body.decode() and "the first 1,000 rows of 30,000" in body.decode()
    assert body.count(b"<tr>") == 1001
    graph, body = get(server, "CONSTRUCT { ?a ?b [ ?e ?f ] } { ?a ?b ?c . ?d ?e ?f } LIMIT 40000", "text/html")
    assert graph.status == 200 and "Only a part is shown here" in body.decode() and len(body) < 4 << 20


def test_a_person_gets_a_page_with_the_sentence(server: Server) -> None:
    response, body = get(server, "SELECT", "text/html")
    assert response.status == 400
    assert b"Line 1" in body
    assert b"<textarea" in body


def test_who_asks_nothing_gets_a_form_or_a_description_of_the_service(server: Server) -> None:
    assert b"<textarea" in server.ask("GET", "/sparql", {"Accept": "text/html"})[1]
    response, body = server.ask("GET", "/sparql", {"Accept": "application/rdf+xml"})
    graph = rdflib.Graph().parse(data=body, format="xml")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef("https://example.org/tea/sparql")
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert response.status == 200


def test_the_query_to_begin_with_shows_what_there_is_to_ask_for_and_its_comment_is_a_query_too(server: Server) -> None:
    form = server.ask("GET", "/sparql", {"Accept": "text/html"})[1].decode()
    begin = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)[1])
    rows = server.ask("GET", f"/sparql?query={quote(begin)}", {"Accept": "text/csv"})[1].decode().splitlines()
    assert rows[0] == "class,things"
    counts = [int(row.rsplit(",", 1)[1]) for row in rows[1:]]
    assert counts == sorted(counts, reverse=True) and counts[0] > 1
    told = next(line.removeprefix("#") for line in begin.splitlines() if "CLASS" in line)
    named = server.ask("GET", f"/sparql?query={quote(told.replace('CLASS', 'skos:Concept'))}", {"Accept": "text/csv"})[1].decode()
    assert named.count("\n") > 1
    for format in MEDIA:
        assert f'name="format" value="{format}"' in form


def test_a_graph_can_be_asked_alone(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    whole, part, none = (
        int(json.loads(get(server, count, **graph)[1])["results"]["bindings"][0]["n"]["value"])
        for graph in ({}, {"default-graph-uri": "https://example.org/tea/cup/graph/leaves"}, {"default-graph-uri": "https://example.org/tea/cup/graph/none"})
    )
    assert whole > part > none == 0


def test_a_query_of_ten_thousand_brackets_costs_its_sender_an_error_and_nobody_else_anything(server: Server) -> None:
    answers: list[tuple[int, bytes]] = []
    statuses: list[int] = []

    def hostile() -> None:
        for _ in range(3):
            statuses.append(server.ask("POST", "/sparql", {"Content-Type": DIRECT}, NESTED.encode())[0].status)

    def canary() -> None:
        for target in ["/cup/leaf/green.html", "/cup/leaf/sencha.ttl?x", "/sparql?query=" + quote(LEAVES)] * 5:
            response, body = server.ask("GET", target)
            answers.append((response.status, body[:1]))

    threads = [threading.Thread(target=hostile), *(threading.Thread(target=canary) for _ in range(3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(statuses) == 3
    assert set(statuses) <= {400}
    assert {status for status, _ in answers} == {200}
    assert len(answers) == 45
