"""The editor of the query page, in a browser: what it helps with, what it leaves alone, and that it asks nobody else."""

import os
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from rip_ld.web.view import EDITOR

sync_api = pytest.importorskip("playwright.sync_api")
from test_browser import browser, server, violations  # noqa: E402, F401 - the first two are fixtures

QUERY = "/sparql?query=" + "SELECT%20*%20WHERE%20%7B%0A%20%20%3Fs%20rdfs%3Alabel%20%3Flabel%20%3F%0A%7D"
BUILT = pytest.mark.skipif(not EDITOR.is_file(), reason="the editor is not built: make editor")
pytestmark = BUILT


@pytest.fixture
def page(browser: "sync_api.Browser", server: str) -> Iterator["sync_api.Page"]:  # noqa: F811
    """The query page with an empty editor; fails where the browser complains, or asks anybody but the server."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") and "status of 4" not in message.text else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(server + "/sparql")
    editor(opened).click()
    opened.keyboard.press("Control+a")
    opened.keyboard.press("Delete")
    yield opened
    assert complaints == []
    assert [address for address in asked if not address.startswith(server + "/")] == []
    context.close()


def editor(page: "sync_api.Page") -> "sync_api.Locator":
    return page.get_by_role("textbox", name="A SPARQL query")


def written(page: "sync_api.Page") -> str:
    """Give the text that the form would send."""
    return page.evaluate("document.getElementById('page-query').value")


def suggestions(page: "sync_api.Page") -> list[str]:
    """Wait for the list of suggestions; gives what stands in it."""
    page.locator(".cm-tooltip-autocomplete li").first.wait_for()
    return page.locator(".cm-tooltip-autocomplete li").all_inner_texts()


def test_what_is_typed_is_what_the_form_sends_and_control_enter_runs_it(page: "sync_api.Page") -> None:
    page.keyboard.type("SELECT ?tip WHERE { ?tip a rip:Tip } LIMIT 3")
    page.keyboard.press("Escape")
    assert written(page) == "SELECT ?tip WHERE { ?tip a rip:Tip } LIMIT 3"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.answer")
    assert page.locator("table.answer tbody tr").count() == 3
    assert parse_qs(urlsplit(page.url).query)["query"] == ["SELECT ?tip WHERE { ?tip a rip:Tip } LIMIT 3"]
    assert page.locator(".cm-content").inner_text().startswith("SELECT ?tip")


def test_properties_are_suggested_with_their_labels_and_their_prefix_is_declared(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * WHERE { ?s ")
    page.keyboard.type("rip:evid")
    first = suggestions(page)[0]
    assert first.startswith("rip:evidence")
    assert "property, " in first
    page.wait_for_timeout(120)  # the editor takes no key for a choice until a moment after its list has come
    page.keyboard.press("Enter")
    assert written(page).startswith("PREFIX rip: <https://w3id.org/rip-ld/ns#>\nSELECT * WHERE { ?s rip:evidence")


def test_classes_are_suggested_first_after_a_and_found_by_words_of_their_label(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * WHERE { ?s a ")
    page.keyboard.type("journ")
    found = suggestions(page)
    assert found[0].startswith("fabio:Journal")
    assert "class, " in found[0]


NOT_CODE = {
    "a comment": "# all tips about evid",
    "a string": 'SELECT * { ?s rdfs:label "tip',
    "a string in three quotes": 'SELECT * { ?s rdfs:label \'\'\'all "tips"\nand \\\' tip',
    "a language": 'SELECT * { ?s rdfs:label "tip"@e',
    "an address": "SELECT * { ?s a <https://w3id.org/rip-ld/ns#Ti",
    "the address of a prefix": "PREFIX rip: <https://w3id.org/ri",
}


@pytest.mark.parametrize("place", NOT_CODE)
def test_nothing_is_suggested_in_comments_strings_and_addresses_and_enter_makes_a_new_line(place: str, page: "sync_api.Page") -> None:
    page.keyboard.insert_text(NOT_CODE[place][:-2])
    page.keyboard.type(NOT_CODE[place][-2:])
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(500)  # a list would be here by now
    assert page.locator(".cm-tooltip-autocomplete").count() == 0
    page.keyboard.press("Enter")
    assert written(page).startswith(NOT_CODE[place] + "\n")


def test_after_comments_strings_and_addresses_terms_are_suggested_again(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("# it's \"so\n" + 'SELECT * { ?s rdfs:label "a # \\" b"@en, \'\'\'c\'d\'\'\' ; a <x#y> ; ?p 1 FILTER(?a <1 && ?b<?c) ?s ')
    page.keyboard.type("rip:evid")
    assert suggestions(page)[0].startswith("rip:evidence")
    page.keyboard.press("Escape")
    page.keyboard.type(" 1 FILTER(?b <?")
    assert "?b" in suggestions(page)


FULL = {"the keyword a": "?s a", "a keyword in small letters": "?s ?p ?o } order", "a class": "?s a rip:Tip", "a property": "?s rip:evidence", "a variable": "?seen ?s ?o . ?s"}


@pytest.mark.parametrize("name", FULL)
def test_enter_after_what_is_typed_in_full_makes_a_new_line_and_changes_nothing(name: str, page: "sync_api.Page") -> None:
    start = "SELECT * WHERE { " + FULL[name]
    page.keyboard.insert_text(start[:-1])
    page.keyboard.type(start[-1])
    page.wait_for_timeout(500)  # a list of longer ones would be here by now
    page.keyboard.press("Enter")
    assert re.sub(r"\s+$", "\n", written(page)) == start + "\n"
    assert page.locator(".cm-tooltip-autocomplete").count() == 0


def test_terms_are_suggested_with_the_prefixes_that_the_query_declares(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("PREFIX foo: <https://w3id.org/rip-ld/ns#>\nSELECT * WHERE { ?s ")
    page.keyboard.type("foo:evid")
    assert suggestions(page)[0].startswith("foo:evidence")
    page.wait_for_timeout(120)
    page.keyboard.press("Enter")
    assert written(page).startswith("PREFIX foo: <https://w3id.org/rip-ld/ns#>\nSELECT * WHERE { ?s foo:evidence")
    page.keyboard.type(" ?o ; evidencef")
    assert suggestions(page)[0].startswith("foo:evidence")
    page.keyboard.press("Escape")
    page.keyboard.type(" ?o ; rip:evid")  # which needs no declaration
    assert suggestions(page)[0].startswith("rip:evidence")


def test_a_prefix_that_the_query_gives_another_meaning_is_not_used_for_the_dataset(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("# PREFIX rdfs: <http://another.example/>\nPREFIX rip: <http://other.example/>\nSELECT * WHERE { ?s a ")
    page.keyboard.type("tip")
    found = suggestions(page)
    assert found[0].startswith("<https://w3id.org/rip-ld/ns#Tip>")
    assert not any(text.startswith("rip:T") for text in found)
    page.keyboard.press("Escape")
    page.keyboard.type(" ; rdfs:lab")  # what a comment declares is not declared
    assert suggestions(page)[0].startswith("rdfs:label")


def test_a_brace_that_is_typed_takes_the_place_of_the_one_that_was_added(page: "sync_api.Page") -> None:
    for line in ("SELECT * WHERE {", "?s a rip:Tip .", "OPTIONAL {", "?s rdfs:label ?l . # {", "}", "?s rip:x [", "rip:y 1 ]", "} LIMIT 3"):
        page.keyboard.type(line, delay=5)
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
    assert written(page).rstrip() == (
        "SELECT * WHERE {\n  ?s a rip:Tip .\n  OPTIONAL {\n    ?s rdfs:label ?l . # {\n  }\n  ?s rip:x [\n    rip:y 1 ]\n} LIMIT 3"
    )


def test_a_brace_that_is_wanted_is_added(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * { { ?s ?p '}' \n}")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.type("}")
    assert re.sub(r"\n +", "\n", written(page)) == "SELECT * { { ?s ?p '}' }\n}"


def test_prefixes_of_the_dataset_are_completed(page: "sync_api.Page") -> None:
    page.keyboard.type("PREFIX sko")
    assert suggestions(page) == ["skos: <http://www.w3.org/2004/02/skos/core#>"]


def test_keywords_come_first_where_no_pattern_has_begun(page: "sync_api.Page") -> None:
    page.keyboard.type("PRE")
    assert suggestions(page)[0] == "PREFIX"


def test_a_forgotten_full_stop_is_marked_where_the_server_says_it_is(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * {\n  ?s a rip:Tip\n  ?s rdfs:label ?l .\n}")
    page.wait_for_selector(".cm-lintRange")
    assert page.locator(".cm-lintRange").inner_text() == "?s"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#page-failure")
    assert "Line 3, column 3: a full stop is missing before ?s" in page.locator("#page-failure").inner_text()


def test_a_query_that_runs_says_so_and_can_be_stopped(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    assert not page.locator("#page-running").is_visible()
    page.evaluate(  # at once and in the page: a browser that waits for an answer tells nothing
        """() => {
            const form = document.getElementById("page-form"), running = document.getElementById("page-running");
            window.seen = [];
            setTimeout(() => form.requestSubmit(form.querySelector("button.first")), 0);
            setTimeout(() => { seen.push(!running.hidden); running.querySelector("button").click(); seen.push(!running.hidden); }, 500);
        }"""
    )
    page.wait_for_function("window.seen.length == 2")
    assert page.evaluate("window.seen") == [True, False]
    assert page.url.endswith("/sparql")


def test_addresses_are_shown_below_the_names_where_they_are_wanted(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * { ?tip a rip:Tip } LIMIT 1")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.answer")
    address = page.locator("table.answer .address")
    assert not address.is_visible()
    assert page.locator("table.answer td").get_attribute("title") == address.text_content()
    page.get_by_label("Show addresses").check()
    assert address.is_visible()


def test_without_a_script_a_query_may_be_of_any_length(browser: "sync_api.Browser", server: str) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(server + "/sparql")
    plain.get_by_label("A SPARQL query").fill("SELECT ?tip { ?tip a rip:Tip } LIMIT 3 #" + "x" * 70_000)
    plain.get_by_role("button", name="Run").click()
    plain.wait_for_selector("table.answer")
    assert plain.locator("table.answer tbody tr").count() == 3
    assert "too long to be kept as an address" in plain.content()
    context.close()


def test_the_keyboard_is_never_caught(page: "sync_api.Page") -> None:
    page.keyboard.type("SELECT")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") == "editor"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") != "editor"
    assert "Tab leaves the editor" in " ".join(page.locator("#page-keys").inner_text().split())


def test_a_mistake_is_marked_at_its_place_while_one_types(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * WHERE {\n  ?s foo:bar ?o\n}")
    page.wait_for_selector(".cm-lintRange")
    assert page.locator(".cm-lintRange").first.inner_text() == "foo:bar"
    page.locator(".cm-lintRange").first.hover()
    assert page.locator(".cm-diagnostic").first.inner_text() == "The prefix foo: is not declared (line 2, column 6)."


def test_what_the_server_says_is_shown_at_its_place(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    page.goto(server + QUERY)
    page.wait_for_selector(".cm-lintRange-error")
    assert page.locator(".cm-lintRange-error").inner_text() == "?"
    assert page.evaluate("document.activeElement.className") == "editor"
    assert "Line 2, column 24" in page.locator("#page-failure").inner_text()


def heard(page: "sync_api.Page") -> dict[str, object]:
    """Give what the browser tells a screen reader of the field that has the focus: its name, its description, whether it is invalid."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    told = [(node, {row["name"]: row["value"].get("value") for row in node.get("properties", [])}) for node in nodes]
    [(node, properties)] = [(node, properties) for node, properties in told if properties.get("focused") and node["role"]["value"] == "textbox"]
    return {"name": node["name"]["value"], "description": node.get("description", {}).get("value", ""), "invalid": properties.get("invalid")}


def test_a_screen_reader_hears_of_a_mistake_at_the_editor_until_the_query_is_changed(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    told = heard(page)
    assert told["name"] == "A SPARQL query"
    assert told["description"].startswith("Ctrl Enter runs the query, Ctrl Space suggests")
    assert told["invalid"] == "false"
    page.goto(server + QUERY)
    page.wait_for_selector(".cm-lintRange-error")
    told = heard(page)
    assert told["description"].startswith("Line 2, column 24: ")
    assert told["description"].endswith("Tab leaves the editor.")
    assert told["invalid"] == "true"
    page.keyboard.press("Delete")
    told = heard(page)
    assert told["description"].startswith("Ctrl Enter runs the query")
    assert told["invalid"] == "false"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_list_of_suggestions_is_accessible_and_tab_goes_past_it(width: int, page: "sync_api.Page", request: pytest.FixtureRequest) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.keyboard.insert_text("SELECT * WHERE { ?s a ")
    page.keyboard.press("Control+Space")
    assert len(suggestions(page)) > 20
    if folder := request.config.getoption("--screenshots"):
        os.makedirs(folder, exist_ok=True)
        page.screenshot(path=f"{folder}/editor-long-list-{width}.png")
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    assert page.locator(".cm-tooltip-autocomplete").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_with_its_suggestions_is_accessible(scheme: str, page: "sync_api.Page", request: pytest.FixtureRequest) -> None:
    page.emulate_media(color_scheme=scheme)
    page.keyboard.insert_text("# all tips\nSELECT * WHERE { ?s rdfs:label \"x\"@en ; ")
    page.keyboard.type("rip:e")
    suggestions(page)
    if folder := request.config.getoption("--screenshots"):
        os.makedirs(folder, exist_ok=True)
        page.screenshot(path=f"{folder}/editor-{scheme}.png")
    assert violations(page) == []


def test_the_editor_takes_its_terms_from_the_dataset_that_is_served(page: "sync_api.Page") -> None:
    page.keyboard.insert_text("SELECT * WHERE { ?s a ")
    page.keyboard.press("Control+Space")
    found = suggestions(page)
    assert any(text.startswith("skos:Concept") for text in found)
    assert all("class, " in text for text in found[:10])


def test_the_licences_of_what_is_in_the_editor_are_served_beside_it(page: "sync_api.Page", server: str) -> None:  # noqa: F811
    text = page.request.get(server + "/static/built/licences.txt").text()
    assert "@codemirror/view" in text
    assert len(re.findall(r"^\S+ [\d.]+ \(MIT\)$", text, re.MULTILINE)) == text.count("-" * 72) + 1


def test_keys_are_told_to_whoever_has_a_keyboard(browser: "sync_api.Browser", server: str) -> None:  # noqa: F811
    for touch in (False, True):
        context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=touch, is_mobile=touch)
        opened = context.new_page()
        opened.goto(server + "/sparql")
        editor(opened).wait_for()
        assert opened.locator("#page-keys").is_visible() is not touch
        context.close()
