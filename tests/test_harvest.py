"""What harvesters take: true counts, DCAT, the sitemap, and addresses that lead somewhere."""

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import rdflib
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import DCAT, DCTERMS, RDF, RDFS, VOID

from rip_ld.dataset.read import graph_iri
from rip_ld.formats import DUMPS
from rip_ld.harvest.sitemap import index, sitemap
from rip_ld.publication import Publication, project

COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }",
    "entities": 'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER(isIRI(?s) && STRSTARTS(STR(?s), "%s") && !CONTAINS(STR(?s), "#") && !STRENDS(STR(?s), "/")) }',
}


@pytest.fixture(params=["real", "tiny"])
def publication(request: pytest.FixtureRequest) -> Publication:
    return request.getfixturevalue(request.param)


def statistics(folder: Path) -> list[Triple]:
    found = project(folder)
    return sorted(found.store.graph(NamedNode(graph_iri(found.dataset.iri, "statistics"))), key=str)


def described(publication: Publication) -> rdflib.Graph:
    row = DUMPS[0]
    return rdflib.Graph().parse(data=publication.document(publication.dataset.iri, row), format="turtle")


def count(publication: Publication, query: str) -> int:
    return int(publication.store.select(query)[0]["n"].value)


def test_the_counts_are_those_that_a_query_gives(publication: Publication) -> None:
    graph, here = described(publication), rdflib.URIRef(publication.dataset.iri)
    for name, query in COUNTS.items():
        counted = count(publication, query.replace("%s", publication.dataset.base))
        assert int(graph.value(here, VOID[name])) == counted, name


def test_the_counts_of_each_class_and_property_are_those_that_a_query_gives(publication: Publication) -> None:
    graph, here = described(publication), rdflib.URIRef(publication.dataset.iri)
    classes = {str(graph.value(part, VOID["class"])): int(graph.value(part, VOID.entities)) for part in graph.objects(here, VOID.classPartition)}
    properties = {str(graph.value(part, VOID.property)): int(graph.value(part, VOID.triples)) for part in graph.objects(here, VOID.propertyPartition)}
    by_class = publication.store.select("SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t FILTER(isIRI(?t)) } GROUP BY ?t")
    by_property = publication.store.select("SELECT ?t (COUNT(*) AS ?n) { ?s ?t ?o } GROUP BY ?t")
    assert classes == {row["t"].value: int(row["n"].value) for row in by_class}
    assert properties == {row["t"].value: int(row["n"].value) for row in by_property}


def test_each_dump_is_a_distribution_that_can_be_fetched(publication: Publication, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue("client" if publication.dataset.base.startswith("https://w3id") else "tiny_client")
    graph, here = described(publication), rdflib.URIRef(publication.dataset.iri)
    assert (here, RDF.type, DCAT.Dataset) in graph
    found = set()
    for part in graph.objects(here, DCAT.distribution):
        address = str(graph.value(part, DCAT.downloadURL))
        media_type = str(graph.value(part, DCAT.mediaType)).removeprefix("https://www.iana.org/assignments/media-types/")
        response = client.head("/" + address.removeprefix(publication.dataset.base))
        packed = graph.value(part, DCAT.compressFormat)
        assert str(packed or media_type).removeprefix("https://www.iana.org/assignments/media-types/") == response.mimetype
        assert response.status_code == 200 and media_type in {row.media_type for row in DUMPS}
        assert graph.value(part, DCTERMS.license) == graph.value(here, DCTERMS.license) is not None
        assert graph.value(part, DCTERMS.title)
        found.add(address.partition("dump.")[2])
    assert found == {row.extension + packed for row in DUMPS for packed in ("", ".gz")}


def test_the_description_names_the_endpoint_and_every_dump(publication: Publication) -> None:
    graph, here = described(publication), rdflib.URIRef(publication.dataset.iri)
    assert rdflib.URIRef(publication.dataset.base + "sparql") in set(graph.objects(here, VOID.sparqlEndpoint))
    assert {str(x) for x in graph.objects(here, VOID.dataDump)} == {f"{publication.dataset.base}dump.{row.extension}{packed}" for row in DUMPS for packed in ("", ".gz")}
    assert all(graph.value(x, RDFS.label) for x in graph.objects(here, VOID.dataDump))


def test_what_the_program_says_has_names(publication: Publication) -> None:
    labelled = {triple.subject for triple in publication.store.triples(None, NamedNode(str(RDFS.label)), None)}
    for quad in statistics(publication.settings.dataset):
        assert quad.predicate in labelled, quad.predicate
        if quad.predicate.value == str(RDF.type):
            assert quad.object in labelled, quad.object


def test_terms_that_look_alike_keep_addresses_of_their_own(tea: Path) -> None:
    with (tea / "data" / "leaves.ttl").open("a", encoding="utf-8") as file:
        file.write('\n<leaf/odd> tea:a-b "1" ;\n    tea:a_b "2" ;\n    tea:a.b "3" ;\n    <https://elsewhere.example/a#b> "4" ;\n    <https://elsewhere.example/a/b> "5" .\n')
    partition = NamedNode(str(VOID.propertyPartition))
    parts = [quad.object for quad in statistics(tea) if quad.predicate == partition]
    properties = [quad.object for quad in statistics(tea) if quad.predicate == NamedNode(str(VOID.property))]
    assert len(set(parts)) == len(parts) == len(set(properties)) == len(properties)


def test_the_address_of_a_count_does_not_move_when_others_come(tea: Path) -> None:
    def addresses() -> dict[str, str]:
        return {quad.object.value: quad.subject.value for quad in statistics(tea) if quad.predicate.value == str(VOID.property)}

    before = addresses()
    with (tea / "data" / "leaves.ttl").open("a", encoding="utf-8") as file:
        file.write('\n<leaf/odd> tea:minutes-long "1" .\n')
    assert before.items() <= addresses().items()


def test_statistics_are_the_same_each_time(tiny: Publication) -> None:
    assert statistics(tiny.settings.dataset) == statistics(tiny.settings.dataset)


@pytest.mark.parametrize("name", ["client", "tiny_client"])
def test_the_sitemap_is_well_formed_and_complete(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    client: FlaskClient = request.getfixturevalue(name)
    publication: Publication = client.application.extensions["publication"]
    body = client.get("/sitemap.xml").data
    listed = {url.text.removeprefix("http://localhost/") for url in ElementTree.fromstring(body).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    catalog = publication.catalog
    assert {iri.removeprefix(catalog.base) for iri in catalog.addresses if "#" not in iri and not catalog.withdrawn(iri)} <= listed
    assert not [path for path in listed if client.head(f"/{path}.html").status_code == 410]
    dates = {date.text for date in ElementTree.fromstring(body).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod")}
    assert dates == {publication.modified.date().isoformat()}
    if shutil.which("xmllint"):
        file = tmp_path / "sitemap.xml"
        file.write_bytes(body)
        subprocess.run(["xmllint", "--noout", str(file)], check=True)


def test_every_address_of_the_real_sitemap_answers(client: FlaskClient) -> None:
    urls = [url.text for url in ElementTree.fromstring(client.get("/sitemap.xml").data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    wrong = [url for url in urls if client.head(url).status_code not in (200, 303)]
    assert not wrong


def test_addresses_are_escaped_for_xml_and_for_the_web() -> None:
    text = sitemap("http://h/", ["a&b", "é", "a b", "a%20b"], "2020-02-02").decode()
    assert [url.text for url in ElementTree.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")] == ["http://h/a&b", "http://h/%C3%A9", "http://h/a%20b", "http://h/a%20b"]
    assert "a&amp;b" in text
    assert index("http://h/", 2, "2020-02-02").count(b"<sitemap>") == 2


def test_the_context_is_served_as_it_stands(client: FlaskClient, real: Publication) -> None:
    response = client.get("/context.jsonld")
    assert response.mimetype == "application/ld+json"
    assert response.json == real.how.context


def test_a_count_is_a_number(tiny: Publication) -> None:
    triples = [quad.object for quad in statistics(tiny.settings.dataset) if quad.predicate.value == str(VOID.triples)]
    assert all(isinstance(number, Literal) and int(number.value) > 0 for number in triples)
