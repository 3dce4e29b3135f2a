"""The query page and the tables of answers, in a browser: what a person sees, saves and prints."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
from test_browser import ARGUMENTS, browser, screenshots, server, violations  # noqa: E402, F401 - lower-case names but the last are fixtures

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
    six = "?{0}, ?{0}, ?{0}, ?{0}, ?{0}, ?{0}"
    longer = " ".join(f"BIND(CONCAT({six.format(f'a{n}')}) AS ?a{n + 1})" for n in range(5))
    page.goto(server + asked(f"SELECT ?s ?p ?o {{ BIND('word' AS ?a0) {longer} BIND(IRI(CONCAT('http://example.org/', ?a4)) AS ?s) BIND('a co-ordinating partnership' AS ?p) BIND(?a5 AS ?o) }}"))
    assert len(page.locator("table.answer td:nth-child(3)").inner_text()) == 4 * 6**5
    table, frame = page.locator("table.answer").bounding_box(), page.locator(".scroll").bounding_box()
    assert table["width"] <= max(frame["width"], 450)
    second = page.locator("table.answer td:nth-child(2)").bounding_box()
    assert second["x"] < frame["x"] + frame["width"] and second["width"] > 80
    pictured(page, f"page-long-{width}", screenshots)


def test_the_head_of_a_column_of_numbers_stands_where_its_numbers_stand(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    page.goto(server + asked("SELECT ?class ?things ?none (STR(?things) AS ?words) { SELECT ?class (COUNT(*) AS ?things) { ?thing a ?class } GROUP BY ?class }"))
    aligned = page.evaluate("[...document.querySelectorAll('table.answer th')].map(head => getComputedStyle(head).textAlign)")
    assert aligned == ["left", "right", "left", "left"]
    assert page.evaluate("getComputedStyle(document.querySelector('table.answer td:nth-child(2)')).textAlign") == "right"


# what is said


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("ASK { ?tip a rip:Tip }", ["Yes, in "]),
        ("ASK { ?tip a rip:Nothing }", ["No, in "]),
        ("SELECT * {}", ["1 row, in ", "The query has no variables, so its rows have no columns"]),
    ],
)
def test_an_answer_without_a_table_is_one_plain_sentence(query: str, sentences: list[str], page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + asked(query))
    said = page.locator("section[aria-labelledby=page-answer]").inner_text()
    assert [sentence in said for sentence in sentences] == [True] * len(sentences)
    assert "Yes or no" not in said and page.locator("table").count() == 0
    pictured(page, f"page-{sentences[0][:3].strip()}", screenshots)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/sparql", "Query – "),
        (asked(TIPS), "Every tip by name – Query – "),
        (asked("SELECT * {}"), "Answer – Query – "),
        (asked("# Who asked\nSELECT"), "Error: Who asked – Query – "),
        (asked("SELECT"), "Error – Query – "),
        (asked(f"# {'long ' * 50}\nASK {{}}"), f"{'long ' * 16}… – Query – "),
    ],
)
def test_the_title_of_a_window_says_what_is_shown_in_it(path: str, title: str, page: "sync_api.Page", server: str) -> None:  # noqa: F811
    page.goto(server + path)
    assert page.title().startswith(title)


def test_a_query_begun_with_an_example_has_a_way_back_to_it_also_when_it_was_changed(page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + "/queries/ladder.html")
    question = page.locator("h1").inner_text()
    page.get_by_role("link", name="Run and change it").click()
    assert page.title().startswith(f"{question} – Query – ")
    pictured(page, "page-example", screenshots)
    if page.locator("#page-query").is_visible():  # the editor is tested elsewhere
        page.locator("#page-query").fill("ASK {}")
    page.get_by_role("button", name="Run").click()
    page.locator(".origin").get_by_role("link", name=question).click()
    assert page.url == server + "/queries/ladder.html"
    page.goto(server + asked(TIPS))
    assert page.locator(".origin").count() == 0


def test_turtle_of_an_answer_leads_to_the_pages_of_what_is_ours_and_its_lines_are_broken(page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + asked("DESCRIBE <https://w3id.org/rip-ld/frost-2005/tip/8>"))
    turtle = page.locator("pre.turtle")
    assert turtle.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
    assert turtle.get_by_role("link", name="rip:addresses").get_attribute("href") == "/ns#addresses"
    pictured(page, "page-turtle", screenshots)
    turtle.get_by_role("link", name="frost-2005/implication/professional-diversity").click()
    assert page.url == server + "/frost-2005/implication/professional-diversity.html"


def test_turtle_is_shown_to_the_letter_and_nothing_in_a_string_is_a_link(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    query = r"""CONSTRUCT { <http://example.org/a> rdfs:label 'a \\ \" <https://w3id.org/rip-ld/ns> rip:Tip <b>\n' ; rip:x <javascript:alert(1)> , rip:Tip , _:b , 1.5 } {}"""
    page.goto(server + asked(query))
    links = page.locator("pre.turtle a").evaluate_all("links => links.map(link => [link.textContent, link.getAttribute('href')])")
    assert sorted(links) == [["<https://w3id.org/rip-ld/ns#>", "/ns#"], ["rip:Tip", "/ns#Tip"], ["rip:x", "/ns#x"]]
    plain = page.request.get(server + asked(query) + "&format=ttl").text()
    assert re.sub(r"_:\w+", "_:b", page.locator("pre.turtle").inner_text()) == re.sub(r"_:\w+", "_:b", plain.strip())


def test_the_page_tells_the_limits_in_numbers(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    page.goto(server + "/sparql")
    assert "longer than 10 seconds or more than 2,048 MiB of memory is stopped, and a table ends after 1,000,000 rows" in page.locator("main").inner_text()


@pytest.mark.parametrize("kept", [False, True])
def test_back_from_another_answer_the_menu_of_an_example_says_what_its_answer_is_of(kept: bool, chromium: str, browser: "sync_api.Browser", server: str) -> None:  # noqa: F811
    without = ["--disable-back-forward-cache"] if kept else []  # playwright has the browser keep no page as it was left
    started = browser.browser_type.launch(executable_path=chromium, args=ARGUMENTS, ignore_default_args=without)
    page = started.new_page()
    page.goto(server + "/queries/tips-of-an-implication.html")
    default = page.locator("select").input_value()
    page.evaluate("addEventListener('pageshow', event => { document.title = event.persisted ? 'kept' : '' })")
    page.locator("select").select_option("implication/co-location")
    page.get_by_role("button", name="Show the answer").click()
    page.wait_for_url("**implication=*")
    page.go_back(wait_until="commit")
    page.wait_for_function("kept => document.readyState == 'complete' && (document.title == 'kept') == kept", arg=kept)
    assert page.locator("select").input_value() == default != "implication/co-location"
    started.close()


# lines to copy

AWKWARD = r'''# It's a "query" with \ and """
SELECT ?leaf ?name ?odd WHERE {
  ?leaf a rip:Tip ; rdfs:label ?name .
  FILTER(STRSTARTS(STR(?name), 'Tip 1'))
  BIND("""a "b" 'c' é % $HOME `x` \\ {d} """ AS ?odd)
}
ORDER BY ?name'''
ODD = r'''a "b" 'c' é % $HOME `x` \ {d} '''


def lines(page: "sync_api.Page", query: str) -> dict[str, str]:
    """Give the lines to copy that the page of a query offers, by the name of the tool."""
    page.goto(page.url.partition("/sparql")[0] + asked(query))
    assert page.locator("section.snippet").count() == 0 or not page.locator("section.snippet").first.is_visible()
    page.get_by_text("From your own tools").click()
    return {section.get_by_role("heading").inner_text(): section.locator("code").inner_text() for section in page.locator("section.snippet").all()}


@pytest.mark.parametrize(("tool", "lacking"), [("curl", "curl"), ("Python, SPARQLWrapper", ""), ("Python, pandas", "pandas"), ("R", "Rscript")])
def test_the_lines_for_a_query_of_one_s_own_give_its_answer(tool: str, lacking: str, page: "sync_api.Page", server: str, screenshots: Path | None) -> None:  # noqa: F811
    page.goto(server + "/sparql")
    there = lines(page, AWKWARD)
    pictured(page, "page-lines", screenshots)
    if lacking == "pandas":
        pytest.importorskip("pandas")
    elif lacking and shutil.which(lacking) is None:
        pytest.skip(f"{lacking} is not installed")
    code = there[tool].replace("print(table)", "print(table[1, 3]); write(nrow(table), stdout())" if tool == "R" else "print(table.odd[0], len(table))")
    command = {"curl": ["sh", "-c"], "R": ["Rscript", "-e"]}.get(tool, [sys.executable, "-W", "ignore", "-c"])
    done = subprocess.run([*command, code], capture_output=True, timeout=120, check=True, env=os.environ | {"LC_ALL": "C.UTF-8"})
    said = done.stdout.decode()
    count = page.locator("table.answer tbody tr").count()
    assert count == 11
    written = {"curl": ODD.replace('"', '""'), "R": ODD.replace("\\", "\\\\").replace('"', '\\"')}.get(tool, ODD)
    assert written in said or repr(ODD)[1:-1] in said
    assert str(count) in said.split() or said.count("Tip 1") == count


@pytest.mark.parametrize(("query", "said"), [("ASK { ?tip a rip:Tip }", ("true", "True")), ("DESCRIBE <https://w3id.org/rip-ld/frost-2005/tip/8>", ("rip:Tip", "rip:Tip"))])
def test_the_lines_for_what_is_no_table_give_the_answer(query: str, said: tuple[str, str], page: "sync_api.Page", server: str) -> None:  # noqa: F811
    page.goto(server + "/sparql")
    there = lines(page, query)
    assert list(there) == ["curl", "Python, SPARQLWrapper"]
    for (tool, code), words in zip(there.items(), said, strict=True):
        if tool != "curl" or shutil.which("curl"):
            command = ["sh", "-c"] if tool == "curl" else [sys.executable, "-W", "ignore", "-c"]
            assert words in subprocess.run([*command, code], capture_output=True, timeout=60, check=True).stdout.decode()
