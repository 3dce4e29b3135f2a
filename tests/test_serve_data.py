"""`rip-ld serve --data FILE…`: any RDF files, served as they are, and nothing else needed."""

import gzip
import json
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib import RDF, VOID, Dataset, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from serving import Server, run, serving_files

from rip_ld.settings import Settings, SettingsError, settings

# One statement, in every syntax; the object says which.
FILES = {
    "a.ttl": '<http://e/s> <http://e/p> "ttl" .',
    "b.nt": '<http://e/s> <http://e/p> "nt" .\n',
    "c.nq": '<http://e/s> <http://e/p> "nq" <http://e/g> .\n<http://e/s> <http://e/p> "nq, in no graph" .\n',
    "d.trig": '<http://e/h> { <http://e/s> <http://e/p> "trig", "ttl" }',
    "e.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/s"><e:p>rdf</e:p></rdf:Description></rdf:RDF>',
    "f.owl": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/s"><e:p>owl</e:p></rdf:Description></rdf:RDF>',
    "g.jsonld": '{"@id": "http://e/s", "http://e/p": "jsonld"}',
    "h.ttl.gz": '<http://e/s> <http://e/p> "gz" .',
}
IN_NO_GRAPH = {"ttl", "nt", "nq, in no graph", "rdf", "owl", "jsonld", "gz"}
VALUES = "SELECT ?o { ?s <http://e/p> ?o }"


def written(folder: Path) -> list[str]:
    for name, text in FILES.items():
        (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else b"\xef\xbb\xbf" * (name == "a.ttl") + text.encode())
    return [str(folder / name) for name in FILES]


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_files(*written(tmp_path_factory.mktemp("files"))) as running:
        yield running


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving_files(*written(tmp_path_factory.mktemp("files")), "--default-graph", "strict", "--query-timeout", "1") as running:
        yield running


def values(server: Server, query: str, **more: str) -> list[str]:
    found = json.loads(server.ask("GET", "/sparql?" + urlencode({"query": query, "format": "json"} | more))[1])
    return sorted(value["value"] for row in found["results"]["bindings"] for value in row.values())


def test_every_syntax_is_read_by_its_extension_and_the_default_graph_is_the_merge_of_all(union: Server) -> None:
    assert values(union, VALUES) == sorted(IN_NO_GRAPH | {"nq", "trig"})


def test_strict_means_what_stands_in_no_graph(strict: Server) -> None:
    assert values(strict, VALUES) == sorted(IN_NO_GRAPH)
    assert values(strict, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == ["nq", "trig", "ttl"]
    assert values(strict, VALUES, **{"default-graph-uri": "http://e/g"}) == ["nq"]


def test_the_limits_of_queries_may_be_set(strict: Server) -> None:
    response, body = strict.ask("GET", "/sparql?" + urlencode({"query": "SELECT * {" + "?a{0} ?b{0} ?c{0} . ".replace("{0}", "1") + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(2, 14)) + "} ORDER BY ?a1"}))
    assert (response.status, b"1 second," in body) == (504, True)


def test_nothing_is_added_to_what_the_files_say(strict: Server) -> None:
    assert values(strict, "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }") == [str(len(IN_NO_GRAPH) + 3)]
    assert strict.ask("GET", "/sparql?" + urlencode({"query": "SELECT * { ?s rdfs:label ?o }"}))[0].status == 400


def test_dumps_hold_what_the_files_hold(union: Server) -> None:
    dump = Dataset().parse(data=union.ask("GET", "/dump.trig")[1], format="trig")
    assert {(str(o), "" if g in (None, DATASET_DEFAULT_GRAPH_ID) else str(g)) for _, _, o, g in dump.quads()} == {*((name, "") for name in IN_NO_GRAPH), ("nq", "http://e/g"), ("trig", "http://e/h"), ("ttl", "http://e/h")}
    lines = gzip.decompress(union.ask("GET", "/dump.nq.gz")[1]).splitlines()
    assert len(lines) == len(IN_NO_GRAPH) + 3
    assert len(rdflib.Graph().parse(data=union.ask("GET", "/dump.rdf")[1], format="xml")) == len(IN_NO_GRAPH) + 2


def test_the_pages_say_what_is_served_and_where_to_ask(union: Server) -> None:
    response, body = union.ask("GET", "/", {"Accept": "text/html"})
    page = body.decode()
    assert response.status == 200
    assert "8 files" in page
    assert f"<strong>{len(IN_NO_GRAPH) + 3}</strong> statements" in page
    assert all(address in page for address in ('href="/sparql', 'href="/dump.nq"', 'href="/dataset"'))
    for address in ("/dataset.html", "/sparql", "/sitemap.xml", "/search?q=files", "/robots.txt"):
        assert union.ask("GET", address, {"Accept": "text/html"})[0].status == 200, address
    for address in ("/none", "/none/", "/context.jsonld"):
        assert union.ask("GET", address, {"Accept": "text/html"})[0].status == 404, address


def test_a_machine_is_told_how_much_there_is(union: Server) -> None:
    target = union.ask("GET", "/.well-known/void", {"Accept": "text/turtle"})[0].headers["Location"]
    graph = rdflib.Graph().parse(data=union.ask("GET", target)[1], format="turtle")
    here = URIRef(f"{union.url}/dataset")
    assert (here, RDF.type, VOID.Dataset) in graph
    assert int(graph.value(here, VOID.triples)) == len(IN_NO_GRAPH) + 3
    assert graph.value(here, VOID.sparqlEndpoint) == URIRef(f"{union.url}/sparql")


def test_relative_iris_are_those_of_the_file_and_blank_nodes_its_own(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text("<x> <#p> _:b . _:b <#q> <> .")
    with serving_files(*map(str, tmp_path.glob("*.ttl"))) as server:
        assert values(server, "SELECT ?s { ?s ?p ?o FILTER(isIRI(?s)) }") == [(tmp_path / "x").as_uri()] * 2
        assert values(server, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o FILTER(isBlank(?o)) }") == ["2"]


BROKEN = {
    "a.ttl": ("<a:b> <a:c> .", ":1:12: error syntax: "),
    "b.nt": ("<a:b> <a:c> <a:d> .\n<a:b> x .", ":2:7: error syntax: "),
    "c.nq": ("<a:b> <a:c> <a:d> <a:e> .\n\nx .", ":3:1: error syntax: "),
    "d.trig": ("<a:g> {\n <a:b> <a:c> }", ":2:14: error syntax: "),
    "e.rdf": ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description>', ":2:18: error syntax: This is no XML"),
    "f.jsonld": ('{"@id":\n x}', ":2:2: error syntax: "),
    "g.jsonld": ('{"@context": "https://e.example/c", "@id": "a:b"}', ":1:1: error remote-context: "),
    "h.ttl.gz": ("<a:b> <a:c> <a:d> .", ":1:1: error unreadable: "),
    "i.pdf": ("x", ":1:1: error unknown-syntax: "),
    "j.ttl": (None, ":1:1: error unreadable: Cannot be read: No such file or directory."),
    "k.ttl": ("<a:b> <a:c> \"\udcff\" .", ":1:14: error syntax: "),
}


@pytest.mark.parametrize(("name", "text", "line"), [(name, *row) for name, row in BROKEN.items()], ids=BROKEN)
def test_a_broken_file_is_one_line_with_its_place(tmp_path: Path, name: str, text: str | None, line: str) -> None:
    if text is not None:
        (tmp_path / name).write_bytes(text.encode(errors="surrogateescape"))
    (tmp_path / "sound.ttl").write_text("<a:b> <a:c> <a:d> .")
    done = run("serve", "--data", "sound.ttl", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    [told] = done.stderr.decode().splitlines()
    assert told.startswith(name + line), told


def test_every_broken_file_is_told(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.nt"):
        (tmp_path / name).write_text("x")
    done = run("serve", "--data", "a.ttl", "b.nt", cwd=tmp_path)
    assert [line.split(":")[0] for line in done.stderr.decode().splitlines()] == ["a.ttl", "b.nt"]


def test_the_files_may_be_named_by_a_variable() -> None:
    assert settings({}, {"RIP_LD_DATA": os.pathsep.join(("a.ttl", "b.nq"))}).data == (Path("a.ttl"), Path("b.nq"))
    assert settings({"data": ["c:d.ttl"]}, {"RIP_LD_DATA": "a.ttl"}).data == (Path("c:d.ttl"),)
    assert settings({}, {"RIP_LD_DATA": ""}) == Settings()


@pytest.mark.parametrize("given", [{"default_graph": "strict"}, {"default_graph": "both", "data": ["a.ttl"]}])
def test_a_default_graph_that_cannot_be_is_refused(given: dict) -> None:
    with pytest.raises(SettingsError, match="--default-graph"):
        settings(given, {})


def test_the_files_on_disk_are_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.nt"
    file.write_text('<a:b> <a:c> "old" .\n')
    with serving_files(str(file)) as server:
        file.write_text("broken")
        assert values(server, "SELECT ?o { ?s ?p ?o }") == ["old"]
        assert b'"old"' in server.ask("GET", "/dump.nt")[1]


def test_the_query_page_of_files_names_their_things_and_teaches_no_prefix_that_is_not_declared(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text('@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <http://e/s> a <http://e/C> ; rdfs:label "étoile"@fr , "A star"@en . <http://e/g> { <http://e/C> rdfs:label "Kind of star" . <http://e/C> rdfs:label "" }')
    with serving_files(str(tmp_path / "a.trig"), "--default-graph", "strict") as server:
        first = server.ask("GET", "/sparql", {"Accept": "text/html"})[1].decode()
        assert "Prefixes that need no declaration" not in first
        begin = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", first, re.DOTALL)[1])
        told = next(line.removeprefix("#") for line in begin.splitlines() if "CLASS" in line)
        assert values(server, told.replace("CLASS", "<http://e/C>")) == ["A star", "http://e/s", "http://e/s", "étoile"]
        page = server.ask("GET", "/sparql?" + urlencode({"query": "SELECT ?s ?type ?p { ?s a ?type ; ?p ?type }"}), {"Accept": "text/html"})[1].decode()
    assert re.findall(r'<td title="([^"]*)"><a [^>]*>([^<]*)</a>', page) == [("http://e/s", "A star"), ("http://e/C", "Kind of star"), ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "type")]
