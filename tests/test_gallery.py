"""The example queries: their pages, their forms, their answers as files, their description as data, and the lines to copy."""

import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import rdflib
from conftest import ROOT
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode
from serving import Server, serving

from rip_ld.catalog.gallery import NoSuchChoice
from rip_ld.catalog.labels import fold
from rip_ld.dataset.check import check
from rip_ld.dataset.examples import UnknownParameter, bind, examples
from rip_ld.dataset.read import read
from rip_ld.publication import Publication, publish
from rip_ld.settings import Settings
from rip_ld.sparql import Query
from rip_ld.web.app import create_app

BASE = "https://w3id.org/rip-ld/"
HERE = BASE + "frost-2005/"
EXAMPLES = examples(ROOT)
WITH_PARAMETERS = [example for example in EXAMPLES if example.parameters]
PERSON = {"Accept": "text/html"}
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = rdflib.Namespace("https://schema.org/")
STEEPING = """\
# title: Leaves by minutes
# question: Which leaves steep for so many minutes?
# group: Leaves
# description: Leaves with the minutes that they steep, at most as many as chosen.
# keywords: tea, minutes, steeping
# promise: Two minutes are enough for one leaf.
# place: the label of the tin
# parameter: most | Minutes, at most | number
PREFIX tea: <https://example.org/tea/terms#>

SELECT ?leaf ?minutes
WHERE {
  VALUES ?most { 2 }
  ?leaf tea:minutes ?minutes .
  FILTER(?minutes <= ?most)
}
ORDER BY ?minutes ?leaf
"""


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def text_of(page: str) -> str:
    """Give what a page says, without its markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.fixture
def tea_client(tea: Path) -> Iterator[FlaskClient]:
    (tea / "queries").mkdir(exist_ok=True)
    (tea / "queries" / "leaves-by-minutes.rq").write_text(STEEPING, "utf-8")
    with publish(Settings(dataset=tea)) as publication:
        yield create_app(publication).test_client()


# pages


def test_the_gallery_lists_every_query_in_groups_by_its_question(client: FlaskClient) -> None:
    page = client.get("/queries/", headers=PERSON).text
    for example in EXAMPLES:
        assert f'<a href="/queries/{example.name}">{html.escape(example.question, quote=False)}</a>'.replace("'", "&#39;") in page, example.name
    assert len(re.findall(r'<h2 id="page-group-', page)) == len({example.group for example in EXAMPLES}) >= 5


def test_a_keyword_shows_the_queries_that_have_it_and_no_others(client: FlaskClient) -> None:
    page = client.get("/queries/?keyword=implications", headers=PERSON).text
    there = {example.name for example in EXAMPLES if "implications" in example.keywords}
    assert set(re.findall(r'<a href="/queries/([a-z][\w-]*)">', page)) == there
    assert f"{len(there)} of {len(EXAMPLES)} queries have the keyword" in text_of(page)


def test_a_keyword_may_be_written_in_capitals(client: FlaskClient) -> None:
    asked = client.get("/queries/?keyword=IMPLICATIONS", headers=PERSON)
    assert asked.data == client.get("/queries/?keyword=implications", headers=PERSON).data


def test_who_typed_a_value_that_finds_nothing_is_told_to_try_another(client: FlaskClient) -> None:
    said = text_of(client.get("/queries/concept-to-page.html?words=zebra").text)
    assert "Nothing in the data matches. Another value in the form above may find more." in said
    asked = text_of(client.get("/sparql", query_string={"query": "SELECT * { ?s a <http://example.org/none> }"}, headers=PERSON).text)
    assert "Nothing in the data matches. Fewer conditions, or OPTIONAL around some of them, find more." in asked


@pytest.mark.parametrize("path", ["/queries/", "/queries/?keyword=implications", "/queries?keyword=implications", "/queries.html?keyword=implications"])
@pytest.mark.parametrize("accept", [None, "", "*/*", "text/*", "image/png, */*;q=0.1", "text/turtle, text/html", "application/xhtml+xml"])
def test_a_client_that_does_not_ask_for_data_gets_the_page_that_people_get(path: str, accept: str | None, client: FlaskClient) -> None:
    person = client.get(path, headers=PERSON, follow_redirects=True)
    response = client.get(path, headers={} if accept is None else {"Accept": accept}, follow_redirects=True)
    assert (response.status_code, response.data, response.headers["ETag"]) == (200, person.data, person.headers["ETag"])
    assert ("have the keyword" in person.text) == ("keyword=" in path)


@pytest.mark.parametrize(("accept", "extension"), [("text/turtle", "ttl"), ("application/json", "jsonld"), ("text/html;q=0.1, application/rdf+xml", "rdf")])
def test_a_client_that_asks_for_data_is_led_to_a_description_of_all_queries_whatever_the_keyword(accept: str, extension: str, client: FlaskClient) -> None:
    for path in ("/queries/", "/queries/?keyword=implications"):
        response = client.get(path, headers={"Accept": accept})
        assert (response.status_code, response.headers["Location"]) == (303, f"/queries.{extension}")
    assert all(example.name in client.get(f"/queries.{extension}").text for example in EXAMPLES)
    assert client.get("/queries/", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_query_has_a_page_with_its_question_its_answer_and_lines_to_copy(example: object, client: FlaskClient) -> None:
    response = client.get(f"/queries/{example.name}.html")
    said = text_of(response.text)
    assert response.status_code == 200
    for told in (example.question, example.description, example.promise, example.text, *example.keywords):
        assert told in said
    found = rows(client.get(f"/queries/{example.name}.csv").text)
    assert f"{len(found):,} row" in said
    assert all(name in said for name in ("curl -L", "SPARQLWrapper", "pandas", "read.csv"))


def test_a_name_stands_once_in_an_answer_and_the_downloads_have_every_column(client: FlaskClient) -> None:
    page = client.get("/queries/second-hand-citations.html").text
    assert re.findall(r'<th scope="col">(\w+)</th>', page) == ["source", "through"]
    assert '<a href="/frost-2005/reference/B8">Hall 1999 (B8)</a>' in page
    assert client.get("/queries/second-hand-citations.csv").text.startswith("source,label,through,throughLabel\r\n")
    text = "SELECT ?tip ?label { ?tip a rip:Tip ; rdfs:label ?label }"
    assert re.findall(r'<th scope="col">(\w+)</th>', client.get("/sparql", query_string={"query": text}, headers=PERSON).text) == ["tip", "label"]


def test_addresses_in_an_answer_are_hidden_without_a_style_sheet_too(client: FlaskClient) -> None:
    page = client.get("/queries/errata-of-the-book.html").text
    assert page.count('</a> <code class="address" hidden>') == page.count('class="address"') > 100


def test_a_query_leads_to_its_page_or_to_data_as_the_client_likes(client: FlaskClient) -> None:
    for accept, ending in (("text/html", "html"), ("text/turtle", "ttl"), ("application/ld+json", "jsonld")):
        response = client.get("/queries/ladder", headers={"Accept": accept})
        assert (response.status_code, response.headers["Location"]) == (303, f"/queries/ladder.{ending}")
    response = client.get("/queries/tips-of-an-implication?implication=co-location", headers=PERSON)
    assert (response.status_code, response.headers["Location"]) == (303, "/queries/tips-of-an-implication.html?implication=co-location")


def test_a_dataset_without_queries_has_no_gallery_and_says_so(tiny_client: FlaskClient) -> None:
    assert tiny_client.get("/queries/", headers=PERSON).status_code == 404
    assert tiny_client.get("/.well-known/sparql-examples").status_code == 404
    assert 'href="/queries/"' not in tiny_client.get("/sparql", headers=PERSON).text


def test_another_dataset_has_its_gallery_by_putting_a_file_there(tea_client: FlaskClient) -> None:
    page = tea_client.get("/queries/leaves-by-minutes.html").text
    assert "Which leaves steep for so many minutes?" in page
    assert 'href="/queries/"' in page
    few, many = (rows(tea_client.get(f"/queries/leaves-by-minutes.csv?most={most}").text) for most in (1, 100))
    assert 0 < len(few) < len(many)


# parameters


def test_many_queries_have_parameters() -> None:
    assert len(WITH_PARAMETERS) >= 6


@pytest.mark.parametrize("example", WITH_PARAMETERS, ids=lambda example: example.name)
def test_what_a_form_offers_has_an_answer_each(example: object, real: Publication) -> None:
    for parameter in example.parameters:
        choices = real.gallery.choices(example, parameter)
        assert choices or parameter.choices in ("text", "number")
        assert len({fold(choice.label) for choice in choices}) == len(choices)
        for choice in choices[:: max(1, len(choices) // 30)]:
            text = example.bind({parameter.name: choice.term})
            assert json.loads(real.pool.run(Query(text)).body)["results"]["bindings"], choice


def test_a_parameter_is_picked_by_its_label_not_typed_as_an_address(client: FlaskClient) -> None:
    menu = client.get("/queries/tips-of-an-implication.html").text
    assert re.search(r'<select id="page-implication" name="implication"[^>]*>.*<option value="implication/co-location">Co-location of service deliverers</option>', menu)
    listed = client.get("/queries/works-by-an-author.html").text
    assert re.search(r'<input id="page-person" name="person" value="C Hallett"[^>]* list="page-choices-person">', listed)
    assert '<option value="K Kinder"></option>' in listed


def test_choices_that_read_the_same_are_told_apart_by_their_addresses(tea: Path) -> None:
    with (tea / "data" / "leaves.ttl").open("a", encoding="utf-8") as file:
        file.write('\n<cup/sencha> a tea:Leaf ; rdfs:label "Sencha"@en .\n<leaf/Green-2> a tea:Leaf ; rdfs:label "GREEN"@en .\n')
    text = STEEPING.replace("# parameter: most | Minutes, at most | number", "# parameter: leaf | Leaf | ?leaf a tea:Leaf").replace("?most { 2 }", "?leaf { <https://example.org/tea/cup/leaf/green> }").replace("  FILTER(?minutes <= ?most)\n", "")
    (tea / "queries").mkdir()
    (tea / "queries" / "leaf.rq").write_text(text, "utf-8")
    with publish(Settings(dataset=tea, query_workers=1)) as publication:
        page = create_app(publication).test_client().get("/queries/leaf.html").text
    options = re.findall(r"<option[^>]*>([^<]*)</option>", page)
    assert {"Sencha (leaf/sencha)", "Sencha (cup/sencha)", "Green (leaf/green)", "GREEN (leaf/Green-2)", "Assam"} <= set(options)


@pytest.mark.parametrize(
    "value", [HERE + "implication/co-location", "implication/co-location", "co-location", "Co-location of service deliverers", "co-LOCATION of SERVICE deliverers"]
)  # fmt: skip
def test_a_value_may_be_an_address_its_end_or_a_name(value: str, client: FlaskClient) -> None:
    found = rows(client.get("/queries/tips-of-an-implication.csv", query_string={"implication": value}).text)
    assert [row["code"] for row in found] == ["TIP 12"]


def test_the_value_stands_in_the_query_that_is_shown_and_in_every_line_to_copy(client: FlaskClient) -> None:
    said = text_of(client.get("/queries/tips-of-an-implication.html?implication=co-location").text)
    assert said.count("VALUES ?implication { <implication/co-location> }") == 2
    assert said.count("/queries/tips-of-an-implication.csv?implication=implication%2Fco-location") == 3


@pytest.mark.parametrize("words", ['x" ) } #', "x\\", "} UNION { ?a ?b ?c", "x'''", "a\nb"])
def test_a_value_is_a_term_and_can_be_nothing_else(words: str, real: Publication) -> None:
    example = real.gallery.get("concept-to-page")
    text, _ = real.gallery.fill(example, {"words": words})
    assert json.loads(real.pool.run(Query(text)).body)["results"]["bindings"] == []
    asked = bind("SELECT ?x WHERE { VALUES ?x { 1 } }", {"x": (Literal(words),)})
    assert json.loads(real.pool.run(Query(asked)).body)["results"]["bindings"][0]["x"]["value"] == words
    with pytest.raises(ValueError):
        NamedNode("x> } #")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tips-of-an-implication?implication=zebra", "Implication: there is no “zebra” to choose here."),
        ("tips-of-an-implication?implication=joint", "Perhaps one of: Joint procedural work; Joint client-focused activities"),
        ("from-a-concept-to-the-evidence?concept=Jargon", "Concept: “Jargon” is not the name of one thing only. Perhaps one of: Jargon (factor/jargon); Jargon (term/jargon)."),
        ("tips-of-an-implication?implcation=co-location", "The query tips-of-an-implication has no parameter implcation: it has implication."),
        ("ladder?rung=1", "The query ladder has no parameter rung: it has none."),
        ("large-samples-without-gain?least=many", "People or cases, at least: “many” is not a number."),
        ("large-samples-without-gain?least=1e999999999", "is not a number."),
        ("large-samples-without-gain?least=3&least=4", "least has several values in this address; a query takes one of each."),
        ("large-samples-without-gain?least=%D9%A1", "“١” is not a number."),
    ],
)
def test_what_cannot_be_chosen_is_told_and_nothing_else_is_answered(query: str, sentence: str, client: FlaskClient) -> None:
    name, _, rest = query.partition("?")
    page = client.get(f"/queries/{name}.html?{rest}")
    assert page.status_code == 400
    assert sentence in text_of(page.text)
    assert "<table" not in page.text
    plain = client.get(f"/queries/{name}.csv?{rest}", headers={"Accept": "text/csv"})
    assert plain.status_code == 400
    assert sentence in plain.text


def test_an_empty_field_is_one_left_as_it_was(client: FlaskClient) -> None:
    assert client.get("/queries/ladder.csv").text == client.get("/queries/ladder.csv?").text
    page = client.get("/queries/tips-of-an-implication.csv?implication=")
    assert page.text == client.get("/queries/tips-of-an-implication.csv").text


def test_a_value_for_an_unknown_parameter_is_refused_by_the_query_itself() -> None:
    example = next(example for example in EXAMPLES if example.name == "ladder")
    with pytest.raises(UnknownParameter):
        example.bind({"rung": Literal("1")})


def test_a_query_without_values_is_the_file_s(real: Publication) -> None:
    for example in EXAMPLES:
        text, chosen = real.gallery.fill(example, {})
        assert text == example.text
        assert set(chosen) == {parameter.name for parameter in example.parameters}


def test_words_of_one_name_only_are_enough(real: Publication) -> None:
    example = real.gallery.get("works-by-an-author")
    assert real.gallery.choose(example, "person", "kinder").key == "agent/kinder-k"
    with pytest.raises(NoSuchChoice, match="such as"):
        real.gallery.choose(example, "person", "")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("# parameter: most", "A parameter is told as"),
        ("# parameter: ?most | Minutes | number", "A parameter is told as"),
        ("# parameter: least | Minutes | number", "has no block “VALUES ?least { … }”"),
        ("# parameter: most | Minutes | ?leaf a", "The choices of most are text or number, or a graph pattern"),
        ("# parameter: most | Minutes | ?leaf tea:minutes ?minutes", "The choices of most are text or number, or a graph pattern"),
    ],
)
def test_a_parameter_that_a_query_cannot_take_is_a_problem_with_its_place(line: str, sentence: str, tea: Path) -> None:
    (tea / "queries").mkdir(exist_ok=True)
    (tea / "queries" / "bad.rq").write_text(STEEPING.replace("# parameter: most | Minutes, at most | number", line), "utf-8")
    problems = check(read(tea), ["queries/bad.rq"], lambda _: None)
    assert [(problem.place.line, sentence in problem.message) for problem in problems] == [(8, True)]


# as data


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> rdflib.Graph:
    response = client.get("/.well-known/sparql-examples", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    return rdflib.Graph().parse(data=response.data, format="turtle")


def test_all_examples_are_described_as_executables(described: rdflib.Graph) -> None:
    assert set(described.subjects(rdflib.RDF.type, SH.SPARQLExecutable)) == {rdflib.URIRef(f"{BASE}queries/{example.name}") for example in EXAMPLES}
    for example in EXAMPLES:
        here = rdflib.URIRef(f"{BASE}queries/{example.name}")
        assert (here, rdflib.RDF.type, SH.SPARQLSelectExecutable) in described
        assert described.value(here, SH.select) == rdflib.Literal(example.text)
        assert described.value(here, rdflib.RDFS.comment) == rdflib.Literal(example.question, lang="en")
        assert {str(keyword) for keyword in described.objects(here, SCHEMA.keywords)} == set(example.keywords)
        assert described.value(here, SCHEMA.target) == rdflib.URIRef(BASE + "sparql")


def test_the_prefixes_that_examples_use_are_declared(described: rdflib.Graph) -> None:
    declared = {
        str(described.value(part, SH.prefix)): str(described.value(part, SH.namespace))
        for example in described.subjects(rdflib.RDF.type, SH.SPARQLExecutable)
        for holder in described.objects(example, SH.prefixes)
        for part in described.objects(holder, SH.declare)
    }
    for example in EXAMPLES:
        assert dict(re.findall(r"(?m)^PREFIX (\w+): <(.*)>$", example.text)).items() <= declared.items()


@pytest.mark.parametrize(("accept", "form"), [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt"), ("application/pdf", "turtle")])
def test_the_examples_are_to_be_had_in_every_format_of_data(accept: str, form: str, client: FlaskClient) -> None:
    response = client.get("/.well-known/sparql-examples", headers={"Accept": accept}, follow_redirects=True)
    graph = rdflib.Graph().parse(data=response.data, format=form)
    assert len(set(graph.subjects(rdflib.RDF.type, SH.SPARQLExecutable))) == len(EXAMPLES)


def test_the_examples_can_be_asked_for_like_all_else(real: Publication) -> None:
    query = (
        "SELECT ?example ?text WHERE { GRAPH ?graph { ?example a sh:SPARQLExecutable ; sh:select ?text } "
        f"FILTER(?graph = <{HERE}graph/queries>) }} ORDER BY ?example"
    )
    found = json.loads(real.pool.run(Query(query)).body)["results"]["bindings"]
    assert [row["example"]["value"].rsplit("/", 1)[1] for row in found] == [example.name for example in EXAMPLES]
    assert real.pool.run(Query(found[0]["text"]["value"])).body == real.pool.run(Query(EXAMPLES[0].text)).body


# every page as a query


def opened(client: FlaskClient, address: str) -> list[dict]:
    """Follow a page's link to its query; gives the rows of the answer."""
    page = client.get(address, headers=PERSON).text
    links = re.findall(r'<a href="([^"]*)" rel="nofollow">Open as a query</a>', page)
    assert len(links) == 1
    query = parse_qs(urlsplit(html.unescape(links[0])).query)["query"][0]
    response = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert response.status_code == 200, response.text
    return response.json["results"]["bindings"]


def test_the_page_of_a_thing_opens_as_all_that_is_said_of_it(client: FlaskClient, real: Publication) -> None:
    tip = NamedNode(HERE + "tip/8")
    said = {*real.store.triples(tip, None, None), *real.store.triples(None, None, tip)}
    assert len(opened(client, "/frost-2005/tip/8.html")) == len(said)


def test_the_page_of_a_scheme_opens_as_its_concepts(client: FlaskClient, real: Publication) -> None:
    in_scheme = {x.subject.value for x in real.store.triples(None, NamedNode("http://www.w3.org/2004/02/skos/core#inScheme"), NamedNode(HERE + "scheme/framework"))}
    assert {row["concept"]["value"] for row in opened(client, "/frost-2005/scheme/framework.html")} == in_scheme


@pytest.mark.parametrize("kind", ["tip", "reference", "level", "section"])
def test_a_list_opens_as_the_things_that_it_lists(kind: str, client: FlaskClient, real: Publication) -> None:
    listed = {link.iri for link in real.catalog.shelf(f"{HERE}{kind}/").things}
    assert {row["thing"]["value"] for row in opened(client, f"/frost-2005/{kind}/")} == listed


def test_the_page_of_a_graph_opens_as_its_statements(client: FlaskClient) -> None:
    assert len(opened(client, "/frost-2005/graph/level.html")) > 20


def test_the_page_of_a_document_opens_as_its_parts(client: FlaskClient, real: Publication) -> None:
    assert {row["thing"]["value"] for row in opened(client, "/ns.html")} == {BASE + "ns", *real.catalog.hashes(BASE + "ns")}


def test_a_search_opens_as_a_query_that_finds_as_many(client: FlaskClient) -> None:
    found = opened(client, "/search?q=joint+training")
    assert found
    assert f"{len(found)} found" in client.get("/search?q=joint+training", headers=PERSON).text
    assert opened(client, "/search?q=who%27s") is not None


# the page of the endpoint


def test_the_place_of_a_syntax_error_is_shown(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": "SELECT *\nWHERE {\n  ?s ?p ?o\n"}, headers=PERSON).text
    place = html.unescape(re.search(r'<pre tabindex="0" aria-label="Where in the query"><code>(.*?)</code>', page, re.DOTALL)[1])
    assert place.splitlines()[-1].strip() == "▲"
    assert 'data-line="' in page


def test_an_answer_is_told_with_its_time_its_downloads_and_its_address(client: FlaskClient) -> None:
    query = "SELECT ?tip ?label WHERE { ?tip a rip:Tip ; rdfs:label ?label }"
    page = client.get("/sparql", query_string={"query": query}, headers=PERSON).text
    assert re.search(r"\d+ rows, in (less than )?\d+ ms", text_of(page))
    for form, head in (("csv", "tip,label"), ("tsv", "?tip\t?label")):
        link = html.unescape(re.search(rf'<a href="([^"]*&amp;format={form})" download="answer.{form}"', page)[1])
        assert client.get(link).text.splitlines()[0] == head
    link = html.unescape(re.search(r'<a id="page-link" href="([^"]*)"', page)[1])
    assert parse_qs(urlsplit(link).query)["query"] == [query]


def test_a_part_of_an_answer_is_never_shown_as_the_whole(client: FlaskClient) -> None:
    page = text_of(client.get("/sparql", query_string={"query": "SELECT * WHERE { ?s ?p ?o } LIMIT 1500"}, headers=PERSON).text)
    assert "1,500 rows" in page
    assert "Only a part is shown here, the first 1,000 rows of 1,500. The downloads have all of it." in page


def test_a_query_that_is_too_long_for_an_address_is_posted_and_answered(client: FlaskClient) -> None:
    query = f"SELECT ?tip WHERE {{ ?tip a rip:Tip }} # {'long ' * 2000}"
    page = client.post("/sparql", data={"query": query}, headers=PERSON).text
    assert '<table class="answer">' in page
    assert "This query is too long to be kept as an address" in page
    assert len(page) < 3 * len(query) + 20_000
    assert re.findall(r'<button name="format" value="(\w+)">', page) == ["csv", "tsv", "json", "xml"]
    assert "Take it as" not in page


def test_without_a_built_editor_the_page_has_a_plain_form(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.application.extensions["view"], "editor", False)
    page = client.get("/sparql", headers=PERSON).text
    assert "editor.js" not in page
    assert '<textarea id="page-query" name="query"' in page


def test_make_says_that_the_editor_is_left_out_where_there_is_no_node_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")
    done = subprocess.run(
        [shutil.which("make"), "editor", f"EDITOR={tmp_path / 'built'}", "SHELL=/bin/sh"], cwd=ROOT, capture_output=True, env={"PATH": str(tmp_path / "bin")}
    )
    assert (done.returncode, done.stdout.decode()) == (0, "The query editor is left out: Node and npm are not installed\n")


def test_the_lock_file_names_no_registry() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(locked) > 10
    assert not [name for name, row in locked.items() if "resolved" in row]
    assert {row["license"] for row in locked.values()} == {"MIT"}


# lines to copy


@pytest.fixture(scope="module")
def live() -> Iterator[Server]:
    with serving(ROOT) as server:
        yield server


def test_only_the_endpoint_itself_takes_a_query(live: Server) -> None:
    asked = "?query=ASK%7B%7D"
    assert live.ask("GET", f"/sparql{asked}", {"Accept": "application/sparql-results+json"})[0].status == 200
    assert live.ask("GET", f"/sparql-examples{asked}", {"Accept": "application/sparql-results+json"})[0].status == 404
    assert live.ask("GET", f"/queries/ladder.csv{asked}", {"Accept": "text/csv"})[0].status == 400


def lines(server: Server, name: str, which: str) -> str:
    """Give the lines to copy that the page of a query has for one tool."""
    page = server.ask("GET", f"/queries/{name.replace('?', '.html?') if '?' in name else name + '.html'}")[1].decode()
    return html.unescape(re.search(rf'<code id="page-{which}">(.*?)</code>', page, re.DOTALL)[1])


@pytest.mark.parametrize("name", ["tips-of-an-implication", "works-by-an-author?person=K+Kinder", "concept-to-page"])
def test_the_line_for_the_shell_gives_the_answer(name: str, live: Server) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    done = subprocess.run(["sh", "-c", lines(live, name, "curl")], capture_output=True, timeout=60, check=True)
    stem, _, rest = name.partition("?")
    assert done.stdout.decode() == live.ask("GET", f"/queries/{stem}.csv?{rest}")[1].decode()


@pytest.mark.parametrize("name", ["tips-of-an-implication?implication=co-location", "most-quoted"])
def test_the_lines_for_sparqlwrapper_give_the_answer(name: str, live: Server) -> None:
    pytest.importorskip("SPARQLWrapper")
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", lines(live, name, "wrapper")], capture_output=True, timeout=60, check=True)
    stem, _, rest = name.partition("?")
    found = rows(live.ask("GET", f"/queries/{stem}.csv?{rest}")[1].decode())
    assert len(done.stdout.decode().splitlines()) == len(found)


def test_the_lines_for_pandas_give_the_answer(live: Server) -> None:
    pytest.importorskip("pandas")
    code = lines(live, "tips-of-an-implication?implication=co-location", "pandas")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=True)
    assert b"Co-location of service deliverers" in done.stdout


def test_the_lines_for_r_give_the_answer(live: Server) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    code = lines(live, "tips-of-an-implication?implication=co-location", "r")
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, timeout=120, check=True)
    assert b"TIP 12" in done.stdout


def test_lines_to_copy_name_the_public_address(tea: Path) -> None:
    (tea / "queries").mkdir(exist_ok=True)
    (tea / "queries" / "leaves-by-minutes.rq").write_text(STEEPING, "utf-8")
    with publish(Settings(dataset=tea, public_url="https://data.example.org")) as publication:
        page = create_app(publication).test_client().get("/queries/leaves-by-minutes.html").text
    assert "curl -L &#39;https://data.example.org/queries/leaves-by-minutes.csv&#39;" in page
