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
