"""The SPARQL 1.1 Protocol and Service Description: every query case of the W3C's suites in words of our own, and what lies between them."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph
import pytest
import rdflib
from conftest import TINY
from rdflib import RDF, Namespace, URIRef
from rdflib.query import Result
from serving import Server, serving, serving_files

from rip_ld.harvest.service import FUNCTIONS

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
G1, G2, G3 = "http://e.example/g1", "http://e.example/g2", "http://e.example/g3"
# One thing in each graph, one in the default graph, and a triple that stands in two.
DATA = "".join(f'<http://e.example/in{n}> <http://e.example/p> "{n}" <http://e.example/g{n}> .\n' for n in (1, 2, 3))
DATA += '<http://e.example/in0> <http://e.example/p> "0" .\n' + "".join(f'<http://e.example/both> <http://e.example/q> "x" <{g}> .\n' for g in (G1, G2))
ASK = "ASK {}"
DEFAULT = "SELECT ?o { ?s <http://e.example/p> ?o }"
NAMED = "SELECT ?o { GRAPH ?g { ?s <http://e.example/p> ?o } }"
ANY = "SELECT ?o { { ?s <http://e.example/p> ?o } UNION { GRAPH ?g { ?s <http://e.example/p> ?n } BIND(CONCAT('in ', ?n) AS ?o) } }"
DOUBLE = "SELECT ?o { ?s <http://e.example/q> ?o }"
TABLES = {"application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
PARSED = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file: Path = tmp_path_factory.mktemp("protocol") / "data.nq"
    file.write_text(DATA)
    with serving_files(str(file), "--default-graph", "strict") as running:
        yield running


@pytest.fixture(scope="module")
def teas() -> Iterator[Server]:
    with serving(TINY) as running:
        yield running


def pairs(query: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> str:
    return urlencode([("query", query), *(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)])


def get(server: Server, query: str, default: tuple[str, ...] = (), named: tuple[str, ...] = (), **headers: str) -> tuple[HTTPResponse, bytes]:
    return server.ask("GET", "/sparql?" + pairs(query, default, named), headers)


def form(server: Server, query: str, default: tuple[str, ...] = (), named: tuple[str, ...] = (), **headers: str) -> tuple[HTTPResponse, bytes]:
    return server.ask("POST", "/sparql", {"Content-Type": FORM} | headers, pairs(query, default, named).encode())


def direct(server: Server, query: str, default: tuple[str, ...] = (), named: tuple[str, ...] = (), **headers: str) -> tuple[HTTPResponse, bytes]:
    graphs = pairs("", default, named).removeprefix("query=").removeprefix("&")
    return server.ask("POST", "/sparql" + (f"?{graphs}" if graphs else ""), {"Content-Type": DIRECT} | headers, query.encode())


WAYS = {"GET": get, "a posted form": form, "a posted query": direct}


def values(answer: tuple[HTTPResponse, bytes]) -> list[str]:
    assert answer[0].status == 200, answer[1]
    return sorted(str(row[rdflib.Variable("o")]) for row in Result.parse(io.BytesIO(answer[1]), format="json").bindings)


# which graphs the protocol names, default and named → what the default graph has, what the named ones have
DATASETS = {
    "none": ((), (), ["0"], ["1", "2", "3"]),
    "one default graph": ((G1,), (), ["1"], []),
    "several default graphs": ((G1, G2), (), ["1", "2"], []),
    "one named graph": ((), (G2,), [], ["2"]),
    "several named graphs": ((), (G2, G3), [], ["2", "3"]),
    "default and named graphs": ((G1, G2), (G2, G3), ["1", "2"], ["2", "3"]),
    "a default graph twice": ((G1, G1), (), ["1"], []),
    "a graph that is not there": (("http://e.example/none",), ("http://e.example/none",), [], []),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("default", "named", "found", "found_named"), DATASETS.values(), ids=DATASETS)
def test_the_protocol_says_which_graphs_are_asked(server: Server, way: str, default: tuple, named: tuple, found: list[str], found_named: list[str]) -> None:
    assert values(WAYS[way](server, DEFAULT, default, named)) == found
    assert values(WAYS[way](server, NAMED, default, named)) == found_named


@pytest.mark.parametrize("way", WAYS)
def test_the_protocol_s_graphs_override_those_of_the_query(server: Server, way: str) -> None:
    query = f"SELECT ?o FROM <{G1}> FROM NAMED <{G1}> {{ {{ ?s <http://e.example/p> ?o }} UNION {{ GRAPH ?g {{ ?s <http://e.example/p> ?o }} }} }}"
    assert values(WAYS[way](server, query)) == ["1", "1"]
    assert values(WAYS[way](server, query, (G2,), (G3,))) == ["2", "3"]
    assert values(WAYS[way](server, query, (G2,))) == ["2"]
    assert values(WAYS[way](server, query, (), (G3,))) == ["3"]


def test_a_triple_of_two_graphs_is_one_in_their_merge(server: Server) -> None:
    assert values(get(server, DOUBLE, (G1, G2))) == ["x"]
    assert values(get(server, f"SELECT ?o FROM <{G1}> FROM <{G2}> {{ ?s <http://e.example/q> ?o }}")) == ["x"]


# The kind of query, without a word and with any of Accept → one of the formats that the recommendation names.
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("query", "accept", "types"),
    [
        (DEFAULT, None, TABLES), (DEFAULT, "*/*", TABLES), (DEFAULT, "application/sparql-results+xml, application/sparql-results+json", TABLES),
        (ASK, None, TABLES - {"text/csv", "text/tab-separated-values"}), (ASK, "application/*", TABLES - {"text/csv", "text/tab-separated-values"}),
        ("CONSTRUCT WHERE { ?s ?p ?o }", None, GRAPHS), ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle, application/rdf+xml", GRAPHS),
        ("DESCRIBE <http://e.example/in0>", None, GRAPHS), ("DESCRIBE <http://e.example/in0>", "application/rdf+xml;q=0.5, text/*;q=0.4", {"application/rdf+xml"}),
    ],
)  # fmt: skip
def test_each_kind_of_query_is_answered_in_a_format_for_it(server: Server, way: str, query: str, accept: str | None, types: set[str]) -> None:
    response, body = WAYS[way](server, query, **({"Accept": accept} if accept else {}))
    assert (response.status, response.headers["Content-Type"].partition(";")[0] in types, bool(body)) == (200, True, True)


def test_a_query_is_read_as_it_was_written(server: Server) -> None:
    text = 'SELECT ("é+ %2B %26 &=?#\\"\\u00e9" AS ?o) {}'
    for ask in WAYS.values():
        assert values(ask(server, text)) == ['é+ %2B %26 &=?#"é']
    assert values(server.ask("GET", "/sparql?query=" + quote("SELECT ('a b' AS ?o) {}"))) == ["a b"]
    assert values(server.ask("GET", "/sparql?query=" + quote("SELECT ('a b' AS ?o) {}").replace("%20", "+"))) == ["a b"]
    assert values(server.ask("GET", "/sparql?query=" + quote("SELECT ('%2541' AS ?o) {}"))) == ["%2541"]


def test_a_code_point_escape_stands_for_its_character_anywhere(server: Server) -> None:
    text = r"""PREFIX \u0065: <http://e.example/> SELE\u0043T ?o { e:in0 e:\U00000070 ?v BIND(CONCAT("\u0061\\u0061", 'b', ?v) AS ?o) }"""
    for ask in WAYS.values():
        assert values(ask(server, text)) == [r"a\u0061b0"]
    assert get(server, r"ASK {} # \u000A SELECT")[0].status == 200
    assert get(server, r"S\u0045RVICE <http://127.0.0.1:1/> {}")[0].status == 400
    assert get(server, r"SELECT * { S\u0045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")[0].status == 403
    assert get(server, r"\u0049NSERT DATA { <a:a> <a:b> <a:c> }")[0].status == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "us-ascii"])
def test_a_charset_that_is_utf_8_may_be_named(server: Server, charset: str) -> None:
    body = "SELECT ('x' AS ?o) {}".encode()
    assert values(server.ask("POST", "/sparql", {"Content-Type": f"{DIRECT}; charset={charset}"}, body)) == ["x"]
    assert values(server.ask("POST", "/sparql", {"Content-Type": f"{FORM};charset={charset}"}, urlencode({"query": body}).encode())) == ["x"]


def test_a_relative_iri_is_resolved_against_the_endpoint_or_base(server: Server) -> None:
    assert values(get(server, "SELECT (STR(<x/y>) AS ?o) {}")) == [f"{server.url}/x/y"]
    assert values(get(server, "BASE <http://e.example/a/> SELECT (STR(<x>) AS ?o) {}")) == ["http://e.example/a/x"]


# What is no query operation: method, target, headers, body → status, a word of the sentence.
BAD = {
    "another method": ("PUT", "?query=ASK%20%7B%7D", {}, b"", 405, "method"),
    "a query by DELETE": ("DELETE", "?query=ASK%20%7B%7D", {}, None, 405, "method"),
    "a query by PATCH": ("PATCH", "?query=ASK%20%7B%7D", {}, b"", 405, "method"),
    "two queries in the address": ("GET", "?query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, None, 400, "2 queries"),
    "two queries in a form": ("POST", "", {"Content-Type": FORM}, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400, "2 queries"),
    "a query in the address of a posted one": ("POST", "?query=ASK%20%7B%7D", {"Content-Type": DIRECT}, b"ASK {}", 400, "2 queries"),
    "no query in a form": ("POST", "", {"Content-Type": FORM}, b"default-graph-uri=http%3A%2F%2Fe.example%2F", 400, "no query"),
    "no query in a body": ("POST", "", {"Content-Type": DIRECT}, b"", 400, "ends too early"),
    "a form of another type": ("POST", "", {"Content-Type": "text/plain"}, b"query=ASK%20%7B%7D", 415, "text/plain"),
    "a form without a type": ("POST", "", {}, b"query=ASK%20%7B%7D", 415, "unnamed"),
    "a query without a type": ("POST", "", {}, b"ASK {}", 415, "unnamed"),
    "a query of another type": ("POST", "", {"Content-Type": "text/turtle"}, b"ASK {}", 415, "text/turtle"),
    "UTF-16": ("POST", "", {"Content-Type": f"{DIRECT}; charset=UTF-16"}, "ASK {}".encode("utf-16"), 415, "UTF-16"),
    "UTF-16 that is not said": ("POST", "", {"Content-Type": DIRECT}, "ASK {}".encode("utf-16"), 400, "UTF-8"),
    "a body in a coding": ("POST", "", {"Content-Type": DIRECT, "Content-Encoding": "gzip"}, b"ASK {}", 415, "not in the coding gzip"),
    "no SPARQL": ("GET", "?query=I%20am%20no%20query", {}, None, 400, "Line 1, column 1"),
    "no SPARQL in the second line": ("POST", "", {"Content-Type": DIRECT}, b"ASK {\n  ?s ?p }", 400, "Line 2, column 9"),
    "an unknown prefix": ("POST", "", {"Content-Type": DIRECT}, b"ASK {\n  ?s zz:p ?o }", 400, "Line 2, column 6: the prefix zz: is not declared"),
    "a graph that is no IRI": ("GET", "?query=ASK%20%7B%7D&default-graph-uri=a%20b", {}, None, 400, "not an absolute IRI"),
    "nothing acceptable": ("GET", "?query=ASK%20%7B%7D", {"Accept": "image/png"}, None, 406, "text/csv"),
    "a table for who wants a graph": ("GET", "?query=ASK%20%7B%7D", {"Accept": "text/turtle"}, None, 406, "text/csv"),
    "everything excluded": ("GET", "?query=ASK%20%7B%7D", {"Accept": "*/*;q=0"}, None, 406, "text/csv"),
    "a query of more than a mebibyte": ("POST", "", {"Content-Type": DIRECT}, b"ASK {}" + b" " * (1 << 20), 413, "1 MiB"),
    "a form of more than a mebibyte": ("POST", "", {"Content-Type": FORM}, b"query=ASK%20%7B%7D" + b"+" * (1 << 20), 413, "1 MiB"),
    "an update by GET": ("GET", "?update=CLEAR%20ALL", {}, None, 400, "Updates are not accepted"),
    "an update in a form": ("POST", "", {"Content-Type": FORM}, b"update=CLEAR%20ALL", 400, "Updates are not accepted"),
    "two updates": ("POST", "", {"Content-Type": FORM}, b"update=CLEAR%20ALL&update=CLEAR%20ALL", 400, "Updates are not accepted"),
    "an update beside a query": ("POST", "", {"Content-Type": FORM}, b"query=ASK%20%7B%7D&update=CLEAR%20ALL", 400, "Updates are not accepted"),
    "a posted update": ("POST", "", {"Content-Type": UPDATE}, b"CLEAR ALL", 400, "Updates are not accepted"),
    "a posted update with graphs": ("POST", "?using-graph-uri=http%3A%2F%2Fe.example%2Fg1", {"Content-Type": UPDATE}, b"DELETE WHERE { ?s ?p ?o }", 400, "Updates are not accepted"),
    "an update as a query": ("GET", "?query=" + quote("PREFIX e: <http://e.example/> INSERT DATA { e:a e:b e:c }"), {}, None, 400, "Updates are not accepted"),
    "an update as a posted query": ("POST", "", {"Content-Type": DIRECT}, b"# ASK\nDROP ALL", 400, "Updates are not accepted"),
    "a load as a posted query": ("POST", "", {"Content-Type": DIRECT}, b"LOAD <http://127.0.0.1:1/>", 400, "Updates are not accepted"),
}  # fmt: skip


@pytest.mark.parametrize(("method", "rest", "headers", "body", "status", "words"), BAD.values(), ids=BAD)
def test_what_is_no_query_is_refused_in_words(server: Server, method: str, rest: str, headers: dict, body: bytes | None, status: int, words: str) -> None:
    response, text = server.ask(method, f"/sparql{rest}", headers, body)
    assert (response.status, words in text.decode()) == (status, True), text
    if status == 405:
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_no_update_has_changed_anything(server: Server) -> None:
    assert values(get(server, ANY)) == ["0", "in 1", "in 2", "in 3"]


NEGOTIATED = {
    "application/sparql-results+xml;q=0.1, text/csv;q=0.9": "text/csv",
    "text/csv;q=0, text/*": "text/tab-separated-values",
    "*/*;q=0.1, application/sparql-results+xml": "application/sparql-results+xml",
    "application/sparql-results+json;version=1.2": "application/sparql-results+json",
    "text/csv;header=present": "text/csv",
    "application/*;q=0.5, application/sparql-results+json;q=0": "application/sparql-results+xml",
}
NEGOTIATED_GRAPHS = {
    "application/ld+json, text/turtle": "text/turtle",
    "application/ld+json, application/n-triples": "application/n-triples",
    "application/ld+json, application/n-triples, text/turtle": "text/turtle",
    "application/rdf+xml, application/ld+json;q=0.9": "application/rdf+xml",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': "application/ld+json",
    "text/*": "text/turtle",
    "text/turtle;q=0, */*": "application/n-triples",
}


@pytest.mark.parametrize(("query", "accept", "expected"), [(DEFAULT, *row) for row in NEGOTIATED.items()] + [("CONSTRUCT WHERE { ?s ?p ?o }", *row) for row in NEGOTIATED_GRAPHS.items()])
def test_accept_is_read_to_the_letter(server: Server, query: str, accept: str, expected: str) -> None:
    response, _ = get(server, query, Accept=accept)
    assert (response.status, response.headers["Content-Type"].partition(";")[0]) == (200, expected)
    assert {"Accept", "Accept-Encoding"} <= set(response.headers["Vary"].split(", "))


def test_head_and_options_and_other_origins(server: Server) -> None:
    got, body = get(server, DEFAULT)
    head, nothing = server.ask("HEAD", "/sparql?" + pairs(DEFAULT))
    assert nothing == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Vary", "Access-Control-Allow-Origin", "Cache-Control"):
        assert head.headers[name] == got.headers[name] is not None, name
    assert int(head.headers["Content-Length"]) == len(body)
    assert server.ask("HEAD", "/sparql?query=I")[0].status == 400
    options, _ = server.ask("OPTIONS", "/sparql", {"Origin": "https://x.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
    assert options.status in (200, 204)
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in options.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in options.headers["Access-Control-Allow-Headers"]


# entity tags


def test_an_answer_has_a_strong_tag_of_its_own_and_is_confirmed_by_it(server: Server) -> None:
    tags = set()
    for query, name in ((DEFAULT, "json"), (DEFAULT, "csv"), (NAMED, "json"), ("CONSTRUCT WHERE { ?s ?p ?o }", "ttl"), ("CONSTRUCT WHERE { ?s ?p ?o }", "jsonld")):
        target = f"/sparql?{pairs(query)}&format={name}"
        tag = server.ask("GET", target)[0].headers["ETag"]
        assert tag.startswith('"')
        tags.add(tag)
        for known in (tag, f'"x", {tag}', f"W/{tag}"):
            response, body = server.ask("GET", target, {"If-None-Match": known})
            assert (response.status, response.headers["ETag"], body) == (304, tag, b""), known
            assert "Server-Timing" not in response.headers  # it was not asked again
        assert server.ask("GET", target, {"If-None-Match": '"other"'})[0].status == 200
    assert len(tags) == 5
    assert get(server, DEFAULT, (G1,))[0].headers["ETag"] not in tags


def test_the_tag_outlives_a_start_of_the_server_and_not_a_change_of_the_data(tmp_path: Path) -> None:
    file = tmp_path / "a.nq"
    seen = []
    for text in (DATA, DATA, DATA.replace('"1"', '"one"')):
        file.write_text(text)
        with serving_files(str(file), "--public-url", "https://data.example.org") as server:
            seen.append(get(server, DEFAULT)[0].headers["ETag"])
    assert seen[0] == seen[1] != seen[2]


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "now()", r"N\u004fW()"])
def test_an_answer_that_is_another_each_time_is_never_confirmed(server: Server, call: str) -> None:
    query = f"SELECT (STR({call}) AS ?o) (({call}) AS ?x) {{}}" if "BNODE" not in call else "SELECT (BNODE() AS ?x) {}"
    response, _ = get(server, query)
    later, _ = get(server, query, **{"If-None-Match": response.headers["ETag"]})
    assert (response.status, later.status) == (200, 200)


def test_blank_nodes_have_the_tag_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("[] <http://e.example/p> 1 .")
    bodies = {}
    for _ in range(2):
        with serving_files(str(file)) as server:
            response, body = get(server, "SELECT ?s { ?s ?p ?o }")
            bodies[response.headers["ETag"]] = body
    assert len(bodies) == len(set(bodies.values()))


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_every_tag_confirms_what_it_was_given_for(server: Server, coding: str) -> None:
    rows = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "xyz")
    for query in ("CONSTRUCT { _:b ?p ?o } WHERE { ?s ?p ?o }", f"SELECT * {{ {rows} }}", f"# NOW\nSELECT * {{ {rows} }}", "# RAND\nASK {}"):
        tag = get(server, query, **{"Accept-Encoding": coding})[0].headers["ETag"]
        confirmed = 304 if not query.startswith("CONSTRUCT") else None  # a blank node may have another name the next time
        for known in (tag, f'"x" , W/{tag}'):
            response, _ = get(server, query, **{"Accept-Encoding": coding, "If-None-Match": known})
            assert response.status == (confirmed or response.status) and (response.status != 304 or response.headers["ETag"] == tag), query
        assert get(server, query, **{"If-None-Match": "*"})[0].status == 304
        assert get(server, query, **{"If-None-Match": '"x"'})[0].status == 200
        assert get(server, query, **{"If-Match": '"x"'})[0].status == 412


def test_a_failure_has_no_tag(server: Server) -> None:
    assert "ETag" not in get(server, "ASK")[0].headers
    assert "ETag" not in form(server, ASK)[0].headers


# the service description


def described(server: Server, accept: str) -> rdflib.Graph:
    response, body = server.ask("GET", "/sparql", {"Accept": accept})
    assert (response.status, response.headers["Content-Type"].partition(";")[0]) == (200, accept)
    return rdflib.Graph().parse(data=body, format=PARSED[accept])


@pytest.mark.parametrize("accept", PARSED)
def test_a_machine_that_asks_nothing_gets_a_service_description(server: Server, teas: Server, accept: str) -> None:
    for running in (server, teas):
        graph = described(running, accept)
        [service] = graph.subjects(SD.endpoint, URIRef(f"{running.url}/sparql"))
        assert (service, RDF.type, SD.Service) in graph
        assert len(graph) == len(described(running, "text/turtle"))


def test_it_says_which_language_formats_functions_and_features_there_are(server: Server, teas: Server) -> None:
    graph, union = described(server, "text/turtle"), described(teas, "text/turtle")
    [service] = graph.subjects(RDF.type, SD.Service)
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(graph.objects(service, SD.resultFormat)) == {FORMATS[name] for name in names}
    assert set(graph.objects(service, SD.inputFormat)) == set()
    assert set(graph.objects(service, SD.feature)) == set()
    assert set(union.objects(None, SD.feature)) == {SD.UnionDefaultGraph}
    assert set(graph.objects(service, SD.defaultEntailmentRegime)) == {URIRef("http://www.w3.org/ns/entailment/Simple")}
    assert {str(function) for function in graph.objects(service, SD.extensionFunction)} == set(FUNCTIONS)


def test_it_counts_what_a_query_sees(server: Server, teas: Server) -> None:
    graph = described(server, "application/rdf+xml")
    [dataset] = graph.objects(None, SD.defaultDataset)
    assert int(graph.value(graph.value(dataset, SD.defaultGraph), VOID.triples)) == 1
    named = {str(graph.value(part, SD.name)): int(graph.value(graph.value(part, SD.graph), VOID.triples)) for part in graph.objects(dataset, SD.namedGraph)}
    assert named == {G1: 2, G2: 2, G3: 1}
    graph = described(teas, "text/turtle")
    [dataset] = graph.objects(None, SD.defaultDataset)
    count = int(graph.value(graph.value(dataset, SD.defaultGraph), VOID.triples))
    assert count == int(values(get(teas, "SELECT (COUNT(*) AS ?o) { ?s ?p ?o }"))[0])
    assert {str(iri) for part in graph.objects(dataset, SD.namedGraph) for iri in graph.objects(part, SD.name)} == set(values(get(teas, "SELECT DISTINCT ?o { GRAPH ?o { ?s ?p ?x } }")))


# The terms of the vocabulary that are used, each with the class of its subject and of its object, if it has them.
SCHEMA = {
    SD.endpoint: (SD.Service, None), SD.feature: (SD.Service, None), SD.defaultEntailmentRegime: (SD.Service, None), SD.supportedLanguage: (SD.Service, None),
    SD.resultFormat: (SD.Service, None), SD.extensionFunction: (SD.Service, SD.Function), SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph), SD.namedGraph: (SD.Dataset, SD.NamedGraph), SD.name: (SD.NamedGraph, None), SD.graph: (SD.NamedGraph, SD.Graph),
}  # fmt: skip


def test_it_conforms_to_the_vocabulary(server: Server, teas: Server) -> None:
    for running in (server, teas):
        graph = described(running, "text/turtle")
        for subject, predicate, object in graph:
            if predicate in SD:
                domain, range_ = SCHEMA[predicate]
                assert (subject, RDF.type, domain) in graph, predicate
                assert range_ is None or (object, RDF.type, range_) in graph, predicate


def test_the_functions_that_it_names_are_known_to_the_engine_and_are_all_of_theirs() -> None:
    store = pyoxigraph.Store()
    for iri in FUNCTIONS:
        try:
            store.query(f"SELECT (<{iri}>() AS ?x) {{}}")
        except SyntaxError as error:
            assert "requires" in str(error), iri
        except ValueError as error:
            assert "not supported" not in str(error), iri
    with pytest.raises(Exception, match="not supported"):
        store.query(f"SELECT (<{FUNCTIONS[0]}X>() AS ?x) {{}}")


def test_who_wants_a_page_or_nothing_that_is_rdf_gets_the_form_or_a_reason(server: Server) -> None:
    assert b"<textarea" in server.ask("GET", "/sparql", {"Accept": "text/html"})[1]
    for accept in ("application/sparql-results+json", "text/csv"):
        response, body = server.ask("GET", "/sparql", {"Accept": accept})
        assert (response.status, b"no query" in body) == (400, True)
    assert server.ask("GET", "/sparql")[0].headers["Content-Type"].startswith("text/turtle")


@pytest.mark.parametrize("asked", ["", "?query=" + quote("CONSTRUCT WHERE { ?s ?p ?o }"), "?query=" + quote("DESCRIBE <x>")])
@pytest.mark.parametrize("accept", ["text/csv, text/html;q=0.5", "application/sparql-results+json;q=0.5, text/html;q=0.5"])
def test_a_page_is_given_where_no_format_that_is_liked_more_can_be_had(server: Server, asked: str, accept: str) -> None:
    response, _ = server.ask("GET", "/sparql" + asked, {"Accept": accept})
    assert (response.status, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    response, _ = get(server, DEFAULT, Accept=accept.replace("json;q=0.5", "json;q=0.6"))
    assert (response.status, response.headers["Content-Type"].partition(";")[0]) == (200, accept.replace(";", ",").partition(",")[0])


def test_a_format_that_a_form_posts_is_given_to_a_person_too(server: Server) -> None:
    response, body = server.ask("POST", "/sparql", {"Content-Type": FORM, "Accept": "text/html"}, urlencode({"query": DEFAULT, "format": "csv"}).encode())
    assert (response.status, response.headers["Content-Type"]) == (200, "text/csv;charset=utf-8"), body


def test_all_formats_of_a_table_agree(server: Server) -> None:
    answers = {name: server.ask("GET", f"/sparql?{pairs(ANY)}&format={name}")[1] for name in ("json", "xml", "csv", "tsv")}
    found = {
        "json": [row["o"]["value"] for row in json.loads(answers["json"])["results"]["bindings"]],
        "xml": [term.text for term in ElementTree.fromstring(answers["xml"]).iter("{http://www.w3.org/2005/sparql-results#}literal")],
        "csv": [row["o"] for row in csv.DictReader(io.StringIO(answers["csv"].decode(), newline=""))],
        "tsv": [row.strip('"') for row in answers["tsv"].decode().split("\n")[1:-1]],
    }
    assert len({tuple(rows) for rows in found.values()}) == 1
