"""“Open as a query”, on every page: the query shows what the page shows."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlencode

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from rip_ld.publication import publish
from rip_ld.settings import Settings
from rip_ld.web.app import create_app

BASE = "https://w3id.org/rip-ld"


def page(client: FlaskClient, path: str) -> str:
    return client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)


def asked(client: FlaskClient, text: str, variable: str = "thing") -> list[str]:
    """Run the query that a page offers; gives the paths that one variable has."""
    links = re.findall(r'<a href="([^"]*)" rel="nofollow">Open as a query</a>', text)
    assert len(links) == 1
    response = client.get(unescape(links[0]), headers={"Accept": "application/json"})
    assert response.status_code == 200, response.get_data(as_text=True)
    return [row[variable]["value"].removeprefix(BASE) for row in json.loads(response.get_data())["results"]["bindings"]]


@pytest.mark.parametrize("kind", ["tip", "citation", "conclusion", "outcome", "form", "place", "implication", "scheme", "mapping", "quotation"])
def test_the_query_of_a_list_gives_it_in_its_order(client: FlaskClient, kind: str) -> None:
    text = page(client, f"/frost-2005/{kind}/")
    shown = text[text.index('id="page-entries"') :].split('id="page-letters"')[0].split('id="page-formats"')[0]
    assert asked(client, text) == list(dict.fromkeys(re.findall(r'<li><a href="(/frost-2005/[^"#]*)"', shown)))


def test_the_query_of_a_scheme_gives_its_concepts_as_its_index_does(client: FlaskClient) -> None:
    text = page(client, "/frost-2005/scheme/level.html")
    index = text.partition('id="page-letters"')[2].partition('id="page-collections"')[0]
    assert asked(client, text, "concept") == re.findall(r'<li><a href="(/frost-2005/level/[^"]*)"', index)


def test_the_query_of_a_tree_tells_what_each_thing_stands_under(client: FlaskClient) -> None:
    text = page(client, "/frost-2005/section/")
    shown = set(re.findall(r'<li><a href="(/frost-2005/section/[^"#]*)"', text))
    assert set(asked(client, text)) == shown
    assert "the page shows each thing below this" in unquote(text)


@pytest.mark.parametrize("name", ["frost-2005/dataset", "ns", "shapes"])
def test_the_query_of_a_document_tells_of_itself_and_of_its_parts(client: FlaskClient, name: str) -> None:
    graph = Graph().parse(data=client.get(f"/{name}.ttl").data, format="turtle")
    here = f"{BASE}/{name}"
    found = asked(client, page(client, f"/{name}.html"))
    assert found.count(f"/{name}") == len(list(graph.predicate_objects(URIRef(here)))) > 5
    assert {path for path in found if path != f"/{name}"} == {str(term).removeprefix(BASE) for term in set(graph.subjects()) if str(term).startswith(f"{here}#")}


@pytest.mark.parametrize("words", ["tip", "A9", "joined-up", "Abbott", "multi-agency working", "agency multi", "climbie", "é", "ﬁ", "children’s services", "nothing-is-called-so"])
def test_the_query_of_a_search_finds_the_same_things(client: FlaskClient, words: str) -> None:
    found: list[str] = []
    for number in range(1, 40):
        text = page(client, f"/search?q={words}&page={number}")
        found += re.findall(r'<li><p class="name"><a href="([^"]*)"', text)
        if 'rel="next"' not in text:
            break
    assert sorted(asked(client, text)) == sorted(path.removeprefix(BASE) for path in found)


def test_the_query_of_a_search_finds_names_in_every_script(tea: Path) -> None:
    names = ["हिन्दी", "הֶבְרֵית", "½ price", "№ 5", "İstanbul", "re\u0301sume\u0301", "العَرَبِيَّة", "Straße", "ﬁne ñandú", "x™", "inter-agence\u0301"]
    lines = [f'<https://example.org/tea/cup/leaf/n{number}> rdfs:label "{name}" .' for number, name in enumerate(names)]
    (tea / "data" / "names.ttl").write_text("@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + "\n".join(lines), "utf-8")
    with publish(Settings(dataset=tea)) as publication:
        client = create_app(publication).test_client()
        for words in [*names, "istan", "ISTANBUL", "resume", "strasse", "fine", "no", "xtm", "1", "2", "price", "العر", "הברית", "interagence", "agence", "s"]:
            text = page(client, f"/search?{urlencode({'q': words})}")
            found = re.findall(r'<li><p class="name"><a href="([^"]*)"', text)
            assert sorted(path.removeprefix("https://example.org/tea") for path in asked(client, text)) == sorted(found), words
            assert found or words == "s", words


@pytest.mark.parametrize("path", ["/", "/frost-2005/"])
def test_the_query_of_the_home_page_counts_the_kinds_that_it_shows(client: FlaskClient, path: str) -> None:
    text = page(client, path)
    shown = set(re.findall(r'<a href="(/[\w/-]+/)"[^>]*>[^<]*</a> <span class="count">', text))
    assert shown
    assert shown <= set(asked(client, text, "kind"))


def test_the_query_of_the_gallery_lists_the_examples(client: FlaskClient) -> None:
    text = page(client, "/queries/")
    assert set(asked(client, text, "query")) == set(re.findall(r'<a href="(/queries/[\w-]+)">', text))


@pytest.mark.parametrize("keyword", ["implications", "studies", "CiTO", "nothing-has-it", 'x" } # \\ é'])
def test_the_query_of_a_keyword_lists_the_examples_that_have_it_with_their_questions(client: FlaskClient, keyword: str) -> None:
    text = page(client, f"/queries/?{urlencode({'keyword': keyword})}")
    listed = dict(re.findall(r'<p class="name"><a href="(/queries/[\w-]+)">([^<]*)</a>', text))
    assert bool(listed) == keyword.isalpha()
    assert dict(zip(asked(client, text, "query"), asked(client, text, "question"), strict=True)) == {path: unescape(question) for path, question in listed.items()}
