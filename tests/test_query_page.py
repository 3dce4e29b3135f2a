"""The query page and the tables of answers, in a browser: what a person sees, saves and prints."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
from test_browser import browser, screenshots, server, violations  # noqa: E402, F401 - the first three are fixtures

TIPS = "# Every tip by name\nSELECT ?tip ?label WHERE { ?tip a rip:Tip ; rdfs:label ?label }"


@pytest.fixture
def page(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:  # noqa: F811
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def asked(query: str) -> str:
    return "/sparql?query=" + quote(query)


def pictured(page: "sync_api.Page", name: str, folder: Path | None) -> None:
    """Take a picture of a page, wide and narrow, where a folder for pictures is given; fail where axe finds something or the page does not fit."""
    for size, width in (("wide", 1280), ("narrow", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        if folder:
            page.screenshot(path=folder / f"{name}-{size}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


# answers as files


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("button", ["CSV", "TSV", "XML"])
def test_the_buttons_save_a_file_that_has_its_extension(button: str, scripts: bool, browser: "sync_api.Browser", server: str) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(server + "/sparql")
    with page.expect_download() as saved:
        page.get_by_role("button", name=button, exact=True).click()
    assert saved.value.suggested_filename == f"answer.{button.lower()}"
    context.close()


def test_the_formats_stand_once_and_with_an_answer_only_those_that_it_can_have(page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + "/sparql")
    assert "or get a table as CSV TSV JSON XML or a graph as Turtle N-Triples JSON-LD RDF/XML" in " ".join(page.locator(".buttons").inner_text().split())
    pictured(page, "page-first", screenshots)
    page.goto(server + asked(TIPS))
    assert page.get_by_role("button", name="CSV").count() == 0
    assert page.locator(".take a").all_inner_texts() == ["CSV", "TSV", "JSON", "XML"]
    page.goto(server + asked("DESCRIBE <https://w3id.org/rip-ld/frost-2005/tip/8>"))
    assert page.locator(".take a").all_inner_texts() == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML"]


# on paper


@pytest.mark.parametrize("query", [TIPS, "# Who asked\nSELECT * WHERE {"])
def test_a_printed_answer_says_what_was_asked_where_and_when_and_nothing_to_click(query: str, page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + asked(query))
    assert not page.get_by_text("What was asked").is_visible()
    page.emulate_media(media="print")
    paper = page.locator("main").inner_text()
    assert query in paper
    when, address = re.search(r"On (\d+ \w+ \d{4}), \d\d:\d\d UTC at (\S+)", paper).groups()
    assert when == f"{datetime.now(UTC):%-d %B %Y}"
    assert address.startswith(server + "/sparql?") and parse_qs(urlsplit(address).query) == {"query": [query]}
    assert not [words for words in ("Examples", "Take it as", "Show addresses", "Good to know", "Address of this query", "Run", "or get") if words in paper]
    assert ("Line 2, column 17" if query != TIPS else "Tip 1: make room for planning") in paper
    if screenshots:
        page.screenshot(path=screenshots / f"page-print-{len(query)}.png", full_page=True)


# tables

VALUES = """\
SELECT ?name ?value WHERE { VALUES (?name ?value) {
  ("a date" "2020-01-01"^^xsd:date) ("a midnight" "2020-01-01T00:00:00Z"^^xsd:dateTime) ("a second" "2020-01-01T13:45:12Z"^^xsd:dateTime)
  ("a number" 8) ("a string" "8") ("a truth" true) ("a word" "true") ("nothing" UNDEF) ("an empty string" "") ("spaces" "  two  words\\n  two lines") ("French" "thé"@fr)
  ("English" "tea"@en) ("a length" "5"^^<http://example.org/cm>) ("no number" "five"^^xsd:integer) ("an address" "http://example.org/a"^^xsd:anyURI) ("a word like others" "tea")
} }"""


def cells(page: "sync_api.Page", column: int = 2) -> dict[str, "sync_api.Locator"]:
    """Give the cells of a column, each by the text of the first."""
    rows = page.locator("table.answer tbody tr").all()
    return {row.locator("td").first.inner_text(): row.locator(f"td:nth-child({column})") for row in rows}


def test_a_table_shows_every_value_as_it_is_and_no_two_alike(page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + asked(VALUES))
    there = cells(page)
    said = {name: (cell.inner_text(), cell.get_attribute("title")) for name, cell in there.items()}
    assert said == {
        "a date": ("2020-01-01", "xsd:date"),
        "a midnight": ("2020-01-01T00:00:00Z", "xsd:dateTime"),
        "a second": ("2020-01-01T13:45:12Z", "xsd:dateTime"),
        "a number": ("8", "xsd:integer"),
        "a string": ("8", "xsd:string"),
        "a truth": ("true", "xsd:boolean"),
        "a word": ("true", "xsd:string"),
        "nothing": ("", None),
        "an empty string": ("", "xsd:string"),
        "spaces": ("  two  words\n  two lines", "xsd:string"),
        "French": ("thé fr", "language fr"),
        "English": ("tea", "language en"),
        "a length": ("5 http://example.org/cm", "http://example.org/cm"),
        "no number": ("five xsd:integer", "xsd:integer"),
        "an address": ("http://example.org/a", "xsd:anyURI"),
        "a word like others": ("tea", None),
    }
    quoted = {name for name, cell in there.items() if cell.locator("q").count()}
    assert quoted == {"a string", "a word", "an empty string", "spaces"}
    assert page.evaluate("getComputedStyle(document.querySelector('.answer q'), '::before').content") != "none"
    assert there["French"].get_attribute("lang") == "fr"
    pictured(page, "page-values", screenshots)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_name_of_any_length_leaves_the_other_columns_in_sight(width: int, page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    long = f"SELECT ?s ?p ?o {{ VALUES (?s ?p ?o) {{ (<http://example.org/{'name' * 500}> 'a co-ordinating partnership' '{'word' * 500}') }} }}"
    page.goto(server + asked(long))
    table, frame = page.locator("table.answer").bounding_box(), page.locator(".scroll").bounding_box()
    assert table["width"] <= max(frame["width"], 2 * 288 + 200)
    second = page.locator("table.answer td:nth-child(2)").bounding_box()
    assert second["x"] < frame["x"] + frame["width"] and second["width"] > 80
    pictured(page, f"page-long-{width}", screenshots)


def test_the_head_of_a_column_of_numbers_stands_where_its_numbers_stand(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    page.goto(server + asked("SELECT ?class ?things ?none (STR(?things) AS ?words) { SELECT ?class (COUNT(*) AS ?things) { ?thing a ?class } GROUP BY ?class }"))
    aligned = page.evaluate("[...document.querySelectorAll('table.answer th')].map(head => getComputedStyle(head).textAlign)")
    assert aligned == ["left", "right", "left", "left"]
    assert page.evaluate("getComputedStyle(document.querySelector('table.answer td:nth-child(2)')).textAlign") == "right"
