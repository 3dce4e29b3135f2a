"""Every format of everything: read by three parsers that we did not write, and compared."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from rip_ld.catalog.terms import NAMING
from rip_ld.formats import DATA, DOCUMENTS, DUMPS, FORMATS, Format, Serialisation, Unwritable
from rip_ld.formats.jsonld import json_ld
from rip_ld.formats.writers import n_quads, n_triples, rdf_xml, trig, turtle
from rip_ld.publication import Publication, project, publish
from rip_ld.settings import Settings
from rip_ld.web.app import create_app

ENGINE = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
RAPPER = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "trig": "trig", "rdf": "rdfxml"}
E = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """Give triples as lines that are the same for isomorphic graphs."""
    dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad.triple) for quad in dataset}


def by_oxigraph(body: bytes, row: Format) -> set[str]:
    return canonical(ox.parse(body, format=ENGINE[row.extension]))


def by_rdflib(body: bytes, row: Format) -> rdflib.Graph:
    graph = rdflib.Dataset(default_union=True) if row.extension in ("nq", "trig") else rdflib.Graph()
    graph.parse(data=body.decode(), format=RDFLIB[row.extension])
    plain = rdflib.Graph()
    for triple in graph.triples((None, None, None)):
        plain.add(triple)
    return plain


def by_rapper(body: bytes, row: Format) -> set[str]:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    done = subprocess.run(["rapper", "-q", "-i", RAPPER[row.extension], "-o", "ntriples", "-", E], input=body, capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return canonical(ox.parse(done.stdout, format=ox.RdfFormat.N_TRIPLES))


def one_of_each_kind(publication: Publication) -> list[str]:
    """Give one IRI of every kind of thing: the first on each shelf."""
    kinds: dict[str, str] = {}
    for iri in publication.catalog.addresses:
        if "#" not in iri:
            kinds.setdefault(publication.catalog.kind(iri), iri)
    return [*kinds.values(), publication.dataset.iri, publication.catalog.base + "sparql"]


@pytest.mark.parametrize("name", ["real", "tiny"])
def test_a_document_says_the_same_in_every_format_to_every_parser(name: str, request: pytest.FixtureRequest) -> None:
    publication = request.getfixturevalue(name)
    for iri in one_of_each_kind(publication):
        expected = canonical(publication.catalog.document(iri))
        for row in DATA:
            body = publication.document(iri, row)
            assert by_oxigraph(body, row) == expected, (iri, row.name)
            if row.extension in RAPPER:
                assert by_rapper(body, row) == expected, (iri, row.name)


def test_rdflib_reads_the_same_graph_from_every_format_of_a_document(real: Publication) -> None:
    for iri in one_of_each_kind(real)[:12]:
        turtle_graph, *others = (by_rdflib(real.document(iri, row), row) for row in DATA)
        assert all(isomorphic(turtle_graph, other) for other in others), iri


@pytest.mark.parametrize("row", DUMPS, ids=lambda row: row.extension)
def test_the_whole_says_the_same_in_every_format(real: Publication, tiny: Publication, row: Format) -> None:
    for publication in (real, tiny):
        expected = canonical(publication.store.quads())
        body = publication.dump(row)
        assert by_oxigraph(body, row) == expected
        if row.extension in RAPPER:
            assert by_rapper(body, row) == expected
    assert len(by_rdflib(tiny.dump(row), row)) == len(expected)


@pytest.mark.parametrize("extension", ["nq", "trig"])
def test_the_whole_with_graphs_tells_which_statement_stands_in_which_file(tiny: Publication, extension: str) -> None:
    row = next(row for row in DUMPS if row.extension == extension)
    graphs = {quad.graph_name.value for quad in ox.parse(tiny.dump(row), format=ENGINE[extension])}
    assert graphs == {f"https://example.org/tea/cup/graph/{name}" for name in ("dataset", "leaves", "tea", "tea-shapes", "statistics")}


@pytest.mark.parametrize("row", DUMPS, ids=lambda row: row.extension)
def test_the_same_data_are_the_same_bytes_however_they_are_read(tiny: Publication, row: Format) -> None:
    quads = tuple(project(tiny.settings.dataset).store.quads())
    assert row.writer(quads, tiny.how) == row.writer(reversed(quads), tiny.how) == tiny.dump(row)


def test_n_quads_and_n_triples_are_sorted_lines(tiny: Publication) -> None:
    for row in DUMPS:
        if row.extension in ("nq", "nt"):
            lines = tiny.dump(row).splitlines()
            assert lines == sorted(set(lines))


def test_a_document_names_versions_shelves_and_what_shapes_call_things(real: Publication) -> None:
    base = real.dataset.base
    for path in ("ns", "shapes", "frost-2005/dataset", "frost-2005/tip/8", "frost-2005/graph/rip", "frost-2005/reference/"):
        quads = real.catalog.document(base + path)
        named = {quad.subject for quad in quads if quad.predicate in NAMING}
        ours = {x for quad in quads for x in (quad.subject, quad.predicate, quad.object) if isinstance(x, ox.NamedNode) and x.value.startswith(base)}
        assert not ours - named, path
        assert {x.predicate for x in quads if x.predicate in NAMING} <= named, path
    version = ox.NamedNode(base + "ns/0.1.0")
    assert real.catalog.labels.name(version) == f"{real.catalog.labels.name(ox.NamedNode(base + 'ns'))}, version 0.1.0"


@pytest.mark.parametrize("name", ["real", "tiny"])
def test_a_document_describes_the_thing_labels_what_it_mentions_and_carries_the_licence(name: str, request: pytest.FixtureRequest) -> None:
    publication = request.getfixturevalue(name)
    naming = {term.value for term in NAMING}
    labelled = {triple.subject for predicate in NAMING for triple in publication.store.triples(None, predicate, None)}
    for iri in one_of_each_kind(publication):
        document = publication.catalog.document(iri)
        here = ox.NamedNode(iri.rstrip("/") + ".html")
        said = {(quad.predicate.value, quad.object.value) for quad in document if quad.subject == here}
        assert ("http://xmlns.com/foaf/0.1/primaryTopic", iri) in said
        assert ("http://purl.org/dc/terms/license", publication.catalog.values(publication.dataset.iri, ox.NamedNode("http://purl.org/dc/terms/license"))[0].iri) in said
        assert {quad.triple for quad in document} >= set(publication.store.triples(ox.NamedNode(iri), None, None))
        names = {quad.subject for quad in document if quad.predicate.value in naming}
        mentioned = {term for quad in document for term in quad.triple if isinstance(term, ox.NamedNode)}
        assert mentioned & (labelled | {here}) <= names, iri


def test_json_ld_is_compact_and_brings_what_it_needs_of_the_context(real: Publication) -> None:
    row = next(row for row in DATA if row.extension == "jsonld")
    whole = real.how.context["@context"]
    iri = next(link.iri for link in real.catalog.values(real.dataset.iri, ox.NamedNode("http://rdfs.org/ns/void#exampleResource")))
    document = json.loads(real.document(iri, row))
    assert document["@graph"][0]["id"] == iri
    assert isinstance(document["@graph"][0]["label"], str)
    assert {name: whole[name] for name in document["@context"]} == document["@context"]
    assert len(document["@context"]) < len(whole)
    keys = {key for node in document["@graph"] for key in node}
    assert not [key for key in keys if key.startswith("http")]


def test_turtle_is_pleasant_to_read(tiny: Publication) -> None:
    text = tiny.document("https://example.org/tea/cup/leaf/sencha", next(row for row in DATA if row.extension == "ttl")).decode()
    head, first, *_ = text.split("\n\n")
    prefixes = re.findall(r"@prefix (\w+): ", head)
    assert prefixes == sorted(prefixes)
    assert all(re.search(rf"[\s^]{name}:", text[len(head) :]) for name in prefixes)
    assert first.startswith("<https://example.org/tea/cup/leaf/sencha> a ")
    assert "\t" not in text


AWKWARD = [
    ox.Literal(""), ox.Literal("a\nb\r\tc \"quoted\" 'single' \\ back"), ox.Literal("<&>]]> é 緑茶 😀\u2028\u00a0"), ox.Literal("en", language="en"), ox.Literal("x", language="en-GB"),
    ox.Literal("007", datatype=ox.NamedNode(XSD + "integer")), ox.Literal("7", datatype=ox.NamedNode(XSD + "integer")), ox.Literal("+7", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("12345678901234567890", datatype=ox.NamedNode(XSD + "integer")), ox.Literal("1.50", datatype=ox.NamedNode(XSD + "decimal")), ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")),
    ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")), ox.Literal("1e400", datatype=ox.NamedNode(XSD + "double")), ox.Literal("20O5", datatype=ox.NamedNode(XSD + "gYear")),
    ox.Literal("trailing ."), ox.Literal("ex:prefix"), ox.Literal("_:blank"), ox.Literal("@id"), ox.Literal("   "), ox.NamedNode("urn:x:y"), ox.NamedNode(E + "a%20b"), ox.NamedNode(E + "é"),
    ox.NamedNode(E), ox.NamedNode(E + "a.b"), ox.NamedNode(E + "//x"), ox.NamedNode("mailto:a@example.org"), ox.BlankNode("a"), ox.BlankNode("b"),
]  # fmt: skip
CONTEXT = {
    "@context": {
        "@version": 1.1, "id": "@id", "type": "@type", "ex": E, "xsd": XSD, "p0": {"@id": "ex:p0"}, "p1": {"@id": "ex:p1", "@language": "en"}, "p2": {"@id": "ex:p2", "@type": "@id"},
        "p3": {"@id": "ex:p3", "@type": "xsd:integer"}, "p4": {"@id": "ex:p4", "@container": "@set"}, "p5": {"@id": "ex:p5", "@container": "@list"}, "p6": {"@reverse": "ex:p6"},
        "Thing": "ex:Thing", "p7": "ex:p7", "p7en": {"@id": "ex:p7", "@language": "en"}, "p7id": {"@id": "ex:p7", "@type": "@id", "@container": "@set"}, "null": None,
    }
}  # fmt: skip


def awkward() -> tuple[ox.Quad, ...]:
    subject = ox.NamedNode(E + "s")
    quads = [ox.Quad(subject, ox.NamedNode(f"{E}p{number}"), value) for number in range(9) for value in AWKWARD]
    quads += [ox.Quad(subject, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(E + "Thing")), ox.Quad(ox.BlankNode("a"), ox.NamedNode(E + "p0"), ox.BlankNode("b"))]
    return tuple(quads)


@pytest.mark.parametrize("how", [Serialisation({"ex": E, "xsd": XSD, "bad": E + "a"}), Serialisation({"ex": E}, CONTEXT), Serialisation({}, {})], ids=["prefixes", "context", "nothing"])
@pytest.mark.parametrize("row", DUMPS, ids=lambda row: row.extension)
def test_awkward_values_survive_every_format(row: Format, how: Serialisation) -> None:
    body = row.writer(awkward(), how)
    expected = canonical(awkward())
    assert by_oxigraph(body, row) == expected
    if row.extension in RAPPER:
        assert by_rapper(body, row) == expected


def test_rdflib_reads_awkward_values_from_our_json_ld() -> None:
    quads = [quad for quad in awkward() if getattr(quad.object, "datatype", None) is None or quad.object.datatype.value == XSD + "string"]
    row = next(row for row in DUMPS if row.extension == "jsonld")
    expected = rdflib.Graph().parse(data=n_triples(quads, Serialisation()).decode(), format="nt")
    for how in (Serialisation({"ex": E}), Serialisation({"ex": E}, CONTEXT)):
        assert isomorphic(by_rdflib(json_ld(quads, how), row), expected)


@pytest.mark.parametrize(
    ("predicate", "value", "word"),
    [("http://example.org/1/", "x", "http://example.org/1/"), ("http://example.org/2005", "x", "2005"), (E + "p", "a\x01b", "U+0001"), (E + "p", "a\ufffeb", "U+FFFE")],
)
def test_rdf_xml_refuses_what_xml_cannot_say(predicate: str, value: str, word: str) -> None:
    quads = [ox.Quad(ox.NamedNode(E + "s"), ox.NamedNode(predicate), ox.Literal(value))]
    with pytest.raises(Unwritable, match=re.escape(word)):
        rdf_xml(quads, Serialisation())
    for writer, extension in ((turtle, "ttl"), (n_triples, "nt"), (json_ld, "jsonld"), (n_quads, "nq"), (trig, "trig")):
        assert canonical(ox.parse(writer(quads, Serialisation()), format=ENGINE[extension])) == canonical(quads)


def test_nothing_can_be_written_in_every_format() -> None:
    for row in DUMPS:
        assert by_oxigraph(row.writer((), Serialisation({"ex": E})), row) == set()


def test_the_table_is_consistent() -> None:
    assert len({row.extension for row in FORMATS}) == len({row.media_type for row in FORMATS}) == len({row.name for row in FORMATS}) == len(FORMATS)
    assert [row.extension for row in DOCUMENTS] == ["html", "ttl", "nt", "jsonld", "rdf"]
    assert [row.extension for row in DUMPS] == ["ttl", "nt", "nq", "trig", "jsonld", "rdf"]
    assert all(row.iri and row.writer for row in DUMPS)


def test_a_list_of_thousands_is_in_every_document(tea: Path) -> None:
    with (tea / "data" / "leaves.ttl").open("a", encoding="utf-8") as file:
        file.write(f"\n<leaf/green> rdfs:seeAlso ({' '.join(map(str, range(3000)))}) , {'(' * 100}{')' * 100} .\n")
    with publish(Settings(dataset=tea)) as publication:
        client = create_app(publication).test_client()
        for row in DOCUMENTS:
            response = client.get(f"/cup/leaf/green.{row.extension}")
            assert response.status_code == 200
            assert "2999" in response.text or row.extension == "html"
