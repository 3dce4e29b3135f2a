"""Awkward terms: every format says the same of them, is sound to readers that we did not write, or is refused with the reason."""

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib import XSD, Literal, URIRef
from serving import Server, serving_files

RESULTS = "{http://www.w3.org/2005/sparql-results#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What can be said in every format, as N-Triples: name → the object.
SAYABLE = {
    "carriage returns": r'"a\rb\r\nc\nd"',
    "tabs": r'"a\tb"',
    "quotes and commas": r'"a,\"b\",c;"',
    "backslashes": r'"\\t\\n\\u0041"',
    "blanks around": '"  a  "',
    "blanks only": '"   "',
    "nothing": '""',
    "markup": '"<b>&amp;</b>]]>"',
    "a separator of lines": r'"a\u2028b\u0085c"',
    "a byte order mark": r'"\uFEFFa"',
    "beyond the first plane": r'"\U0001F375"',
    "a tag of a language": '"thé"@fr-ca',
    "zero": f'"0"^^<{XSD.integer}>',
    "a number with a zero before it": f'"01"^^<{XSD.integer}>',
    "a decimal without a fraction": f'"1."^^<{XSD.decimal}>',
    "a decimal": f'"1.50"^^<{XSD.decimal}>',
    "a double": f'"1.0E+3"^^<{XSD.double}>',
    "infinite": f'"INF"^^<{XSD.double}>',
    "no number": f'"abc"^^<{XSD.integer}>',
    "false": f'"false"^^<{XSD.boolean}>',
    "false as a digit": f'"0"^^<{XSD.boolean}>',
    "a year": f'"2005"^^<{XSD.gYear}>',
    "an IRI with much in it": "<http://e.example/a%20b?x=1&y=2'()*;,=!$#f>",
}
# The engine keeps the value of a number or a boolean and spells it anew.
RESPELT = {"01": "1", "1.": "1", "1.50": "1.5", "1.0E+3": "1000"}
CONTROL = r'"a\u0001b"'
# Predicates that XML has no name for, or that RDF/XML keeps to itself.
NAMELESS = ("http://e.example/p/", "http://e.example/1", "urn:x:1.", "http://www.w3.org/1999/02/22-rdf-syntax-ns#li", "http://www.w3.org/1999/02/22-rdf-syntax-ns#about", "http://www.w3.org/1999/02/22-rdf-syntax-ns#bagID")
TRIPLE = '<<( <http://e.example/a> <http://e.example/b> "c" )>>'


def line(graph: str, object: str, predicate: str = "http://e.example/p") -> str:
    return f"<http://e.example/s> <{predicate}> {object} <http://e.example/{graph}> .\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file: Path = tmp_path_factory.mktemp("awkward") / "awkward.nq"
    lines = [line(f"g{number}", object) for number, object in enumerate(SAYABLE.values())]
    lines += [line("control", CONTROL), line("triple", TRIPLE), line("rtl", '"x"@ar--rtl')]
    lines += [line(f"predicate{number}", '"x"', predicate) for number, predicate in enumerate(NAMELESS)]
    file.write_text("".join(lines), "utf-8")
    with serving_files(str(file), "--default-graph", "strict") as running:
        yield running


def ask(server: Server, query: str, name: str, graph: str) -> tuple[int, bytes]:
    response, body = server.ask("GET", "/sparql?" + urlencode({"query": query, "format": name, "default-graph-uri": f"http://e.example/{graph}"}))
    return response.status, body


def object_of(body: bytes, name: str) -> tuple[str, str, str]:
    """Read the value, datatype and language of ?o with readers that we did not write."""
    if name == "json":
        row = json.loads(body)["results"]["bindings"][0]["o"]
        return row["value"], row.get("datatype", ""), row.get("xml:lang", "")
    if name == "xml":
        [term] = ElementTree.fromstring(body).find(f".//{RESULTS}binding[@name='o']")
        return term.text or "", term.get("datatype", ""), term.get(XML_LANG, "")
    if name == "tsv":
        [_, row, _] = body.decode().split("\n")  # rdflib's reader of TSV takes U+2028 for the end of a line; a value is Turtle
        [(_, _, term)] = rdflib.Graph().parse(data=f"<a:s> <a:p> {row.split(chr(9))[1]} .", format="turtle")
        return of_term(term)
    [_, [_, value]] = csv.reader(io.StringIO(body.decode(), newline=""))
    return value, "", ""


def of_term(term: rdflib.term.Node) -> tuple[str, str, str]:
    if isinstance(term, URIRef):
        return str(term), "", ""
    return str(term), "" if term.datatype in (None, XSD.string) else str(term.datatype), term.language or ""


@pytest.fixture(autouse=True)
def as_spelt() -> Iterator[None]:
    """Have rdflib keep the spelling of numbers."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


@pytest.mark.parametrize(("number", "object"), list(enumerate(SAYABLE.values())), ids=SAYABLE)
def test_every_format_says_the_same(server: Server, number: int, object: str) -> None:
    [(_, _, meant)] = rdflib.Graph().parse(data=f"<http://e.example/s> <http://e.example/p> {object} .", format="nt")
    expected, datatype, language = of_term(meant)
    if datatype.startswith(str(XSD)):
        expected = RESPELT.get(expected, "false" if datatype == str(XSD.boolean) else expected)
    for name in ("json", "xml", "tsv", "csv"):
        status, body = ask(server, "SELECT ?s ?o { ?s ?p ?o }", name, f"g{number}")
        assert status == 200
        assert object_of(body, name) == ((expected, datatype, language) if name != "csv" else (expected, "", "")), name
    for name, syntax in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")):
        status, body = ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", name, f"g{number}")
        assert status == 200
        [(_, _, term)] = rdflib.Graph().parse(data=body, format=syntax)
        got, *rest = of_term(term)
        assert (got, *rest) == (expected, datatype, language), (name, body)


@pytest.mark.parametrize(("name", "syntax"), [("ttl", "turtle"), ("nt", "ntriples"), ("rdf", "rdfxml")])
def test_raptor_reads_every_graph(server: Server, name: str, syntax: str, tmp_path: Path) -> None:
    if not shutil.which("rapper"):
        pytest.skip("rapper is not installed")
    for number, label in enumerate(SAYABLE):
        file = tmp_path / "answer"
        file.write_bytes(ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", name, f"g{number}")[1])
        done = subprocess.run(["rapper", "-q", "-c", "-i", syntax, str(file), "http://base.example/"], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), label


def test_xml_is_well_formed_to_another_reader(server: Server) -> None:
    if not shutil.which("xmllint"):
        pytest.skip("xmllint is not installed")
    for number in range(len(SAYABLE)):
        for query, name in (("SELECT * { ?s ?p ?o }", "xml"), ("CONSTRUCT WHERE { ?s ?p ?o }", "rdf")):
            body = ask(server, query, name, f"g{number}")[1]
            assert subprocess.run(["xmllint", "--noout", "-"], input=body, capture_output=True, check=False).stderr == b""


def test_a_control_character_is_written_where_it_can_be_and_refused_where_not(server: Server) -> None:
    for name in ("json", "tsv", "csv"):
        assert object_of(ask(server, "SELECT ?s ?o { ?s ?p ?o }", name, "control")[1], name)[0] == "a\x01b"
    for name, syntax in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")):
        [(_, _, term)] = rdflib.Graph().parse(data=ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", name, "control")[1], format=syntax)
        assert str(term) == "a\x01b"
    for query, name in (("SELECT * { ?s ?p ?o }", "xml"), ("CONSTRUCT WHERE { ?s ?p ?o }", "rdf")):
        status, body = ask(server, query, name, "control")
        assert (status, b"U+0001" in body) == (406, True), body


@pytest.mark.parametrize(("number", "predicate"), list(enumerate(NAMELESS)), ids=NAMELESS)
def test_a_predicate_without_a_name_in_xml_is_refused_there_and_written_elsewhere(server: Server, number: int, predicate: str) -> None:
    status, body = ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "rdf", f"predicate{number}")
    assert (status, body.startswith(b"406: RDF/XML cannot write a predicate")) == (406, True), body
    for name, syntax in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")):
        [(_, found, _)] = rdflib.Graph().parse(data=ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", name, f"predicate{number}")[1], format=syntax)
        assert found == URIRef(predicate)


def test_a_triple_as_a_value_has_a_clear_answer(server: Server) -> None:
    found = json.loads(ask(server, "SELECT ?o { ?s ?p ?o }", "json", "triple")[1])["results"]["bindings"][0]["o"]
    assert (found["type"], found["value"]["object"]["value"]) == ("triple", "c")
    assert ElementTree.fromstring(ask(server, "SELECT ?o { ?s ?p ?o }", "xml", "triple")[1]).find(f".//{RESULTS}triple/{RESULTS}object/{RESULTS}literal").text == "c"
    assert TRIPLE.encode() in ask(server, "SELECT ?o { ?s ?p ?o }", "tsv", "triple")[1]
    assert TRIPLE.encode() in ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "nt", "triple")[1]
    status, body = ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "jsonld", "triple")
    assert (status, b"JSON-LD cannot write a triple as a value" in body) == (406, True), body
    response, page = server.ask("GET", "/sparql?" + urlencode({"query": "SELECT ?o { GRAPH <http://e.example/triple> { ?s ?p ?o } }"}), {"Accept": "text/html"})
    assert (response.status, b"http://e.example/b c" in page) == (200, True)


def test_the_direction_of_a_text_is_kept(server: Server) -> None:
    value = json.loads(ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "jsonld", "rtl")[1])
    assert {"@direction": "rtl", "@language": "ar", "@value": "x"} in value.values()


def test_no_row_of_one_empty_value_is_lost_in_csv(server: Server) -> None:
    rows = 'SELECT ?x { VALUES ?x { "a" UNDEF "" "b\\r\\n\\r\\nc" } }'
    body = ask(server, rows, "csv", "none")[1]
    assert [row["x"] for row in csv.DictReader(io.StringIO(body.decode(), newline=""))] == ["a", "", "", "b\r\n\r\nc"]


def test_a_table_without_columns_and_one_without_rows_are_tables(server: Server) -> None:
    for query, columns in (("SELECT * { }", 0), ("SELECT ?x { FILTER(false) }", 1)):
        assert len(json.loads(ask(server, query, "json", "none")[1])["head"]["vars"]) == columns
        assert len(ElementTree.fromstring(ask(server, query, "xml", "none")[1]).findall(f".//{RESULTS}variable")) == columns
        assert ask(server, query, "csv", "none")[0] == ask(server, query, "tsv", "none")[0] == 200


def test_both_truths_are_said_in_every_format(server: Server) -> None:
    for query, verdict in (("ASK {}", "true"), ("ASK { FILTER(false) }", "false")):
        assert json.loads(ask(server, query, "json", "none")[1]) == {"head": {}, "boolean": verdict == "true"}
        assert ElementTree.fromstring(ask(server, query, "xml", "none")[1]).find(f"{RESULTS}boolean").text == verdict
        assert [ask(server, query, name, "none")[1].strip() for name in ("csv", "tsv")] == [verdict.encode()] * 2


def test_an_answer_of_many_kinds_is_one_graph_in_every_format(server: Server) -> None:
    query = "CONSTRUCT { ?s ?p ?o . _:b ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'http://e.example/g')) }"
    found = {name: rdflib.Graph().parse(data=ask_all(server, query, name), format=syntax) for name, syntax in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"))}
    sizes = {name: (len(graph), len(set(graph.subjects())), {Literal(str(o)) for o in graph.objects(URIRef("http://e.example/s"))}) for name, graph in found.items()}
    assert all(size == sizes["nt"] for size in sizes.values())


def ask_all(server: Server, query: str, name: str) -> bytes:
    return server.ask("GET", "/sparql?" + urlencode({"query": query, "format": name}))[1]


def test_an_iri_with_a_comma_is_one_value_in_csv(server: Server) -> None:
    query = 'SELECT * { VALUES (?a ?b ?c) { (<http://e.example/a,b> "x,\\"y\\"" UNDEF) (<http://e.example/c> _:b 1) } }'.replace("_:b", '"z"')
    rows = list(csv.reader(io.StringIO(ask(server, query, "csv", "none")[1].decode(), newline="")))
    assert rows == [["a", "b", "c"], ["http://e.example/a,b", 'x,"y"', ""], ["http://e.example/c", "z", "1"]]
    assert ask(server, "SELECT (<http://e.example/,> AS ?a) {}", "csv", "none")[1] == b'a\r\n"http://e.example/,"\r\n'


def large(value: str) -> str:
    digits = " ".join(map(str, range(10)))
    values = " ".join(f"VALUES ?{name} {{ {digits} }}" for name in "abcd")
    return f"SELECT ?x ?n {{ {values} BIND(?a * 1000 + ?b * 100 + ?c * 10 + ?d AS ?n) BIND({value} AS ?x) }}"


def test_a_large_answer_is_as_sound_as_a_small_one(server: Server) -> None:
    """Answers that stand in files are mended on their way there, wherever the odd place falls."""
    for value, meant in (('CONCAT("a,\\r\\n\\"", STR(?n))', 'a,\r\n"{}'), ("IRI(CONCAT('http://e.example/,', STR(?n)))", "http://e.example/,{}"), ("IF(?n = 9999, <http://e.example/a,b>, 'x\\r')", None)):
        body = ask(server, large(value), "csv", "none")[1]
        rows = list(csv.DictReader(io.StringIO(body.decode(), newline="")))
        assert (len(body) > 100_000, len(rows), {len(row) for row in rows}) == (True, 10_000, {2})
        assert meant is None or all(row["x"] == meant.format(row["n"]) for row in rows)
    found = ElementTree.fromstring(ask(server, large('CONCAT("\\r\\n", STR(?n))'), "xml", "none")[1]).iter(f"{RESULTS}literal")
    assert sum(term.text.startswith("\r\n") for term in found) == 10_000
    assert ask(server, large('IF(?n = 9999, "\\uFFFE", "x")'), "xml", "none")[0] == 406
    assert ask(server, large('IF(?n = 9999, "\\u0001", "x")'), "xml", "none")[0] == 406
    one = csv.reader(io.StringIO(ask(server, large("''").replace("?x ?n", "?x", 1), "csv", "none")[1].decode(), newline=""))
    assert [row for row in one if row == [""]] == [[""]] * 10_000
