"""What a person sees, in a browser: one page of each kind, wide and narrow, without faults of access, layout or policy."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")

ROOT = Path(__file__).parent.parent
QUERY = "/sparql?query=SELECT%20%3Freference%20%3Fyear%20WHERE%20%7B%3Freference%20dcterms%3Aissued%20%3Fyear%7D%20LIMIT%2010"
PAGES = {
    "home": "/",
    "publication": "/frost-2005/",
    "shelf": "/frost-2005/reference/",
    "sections": "/frost-2005/section/",
    "agents": "/frost-2005/agent/",
    "level": "/frost-2005/level/co-ordination.html",
    "framework": "/frost-2005/framework/mutual-engagement.html",
    "implication": "/frost-2005/implication/co-location.html",
    "practice": "/frost-2005/practice/co-location.html",
    "tip": "/frost-2005/tip/8.html",
    "reference": "/frost-2005/reference/A9.html",
    "agent": "/frost-2005/agent/frost-n.html",
    "work": "/frost-2005/work/research-reviews-series.html",
    "contribution": "/frost-2005/contribution/A9-1.html",
    "place": "/frost-2005/place/london.html",
    "journal": "/frost-2005/journal/child-abuse-and-neglect.html",
    "section": "/frost-2005/section/table-of-findings.html",
    "review": "/frost-2005/review.html",
    "scheme": "/frost-2005/scheme/framework.html",
    "matrix": "/frost-2005/scheme/implication.html",
    "factor": "/frost-2005/factor/joint-training.html",
    "large-scheme": "/frost-2005/scheme/index-term.html",
    "collection": "/frost-2005/collection/ladder.html",
    "category": "/frost-2005/evidence-category/A.html",
    "erratum": "/frost-2005/erratum/1.html",
    "graph": "/frost-2005/graph/level.html",
    "dataset": "/frost-2005/dataset.html",
    "ontology": "/ns.html",
    "shapes": "/shapes.html",
    "search": "/search?q=partnership",
    "search-nothing": "/search?q=zebra",
    "query": "/sparql",
    "query-answer": QUERY,
    "query-graph": "/sparql?query=DESCRIBE%20%3Chttps%3A%2F%2Fw3id.org%2Frip-ld%2Ffrost-2005%2Ftip%2F8%3E",
    "query-wrong": "/sparql?query=SELECT%20%2A%20WHERE%20%7B",
    "queries": "/queries/",
    "queries-keyword": "/queries/?keyword=implications",
    "example": "/queries/tips-of-an-implication.html",
    "example-list": "/queries/works-by-an-author.html?person=K+Kinder",
    "example-wrong": "/queries/works-by-an-author.html?person=zebra",
    "nothing": "/frost-2005/level/coordination",
}
FAILING = {"nothing": 404, "query-wrong": 400, "example-wrong": 400}
LONG = {"shapes", "ontology"}  # thousands of elements, in every width the same: axe looks at them once
SAME = {"shapes"}  # its colours and sizes are those of the ontology; to measure them again takes axe a quarter of a minute
SIZES = {"wide": (1280, 900), "narrow": (375, 740)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def serving(dataset: Path) -> Iterator[str]:
    """Serve a dataset on a free port until the tests are done; yields the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "rip-ld"), "serve", "--dataset", str(dataset), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address + "/robots.txt", timeout=2).close()
                break
            except OSError:
                assert process.poll() is None, "the server ended before it answered"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    yield from serving(ROOT)


@pytest.fixture(scope="module")
def tiny_server() -> Iterator[str]:
    yield from serving(ROOT / "tests" / "tiny")


@pytest.fixture(scope="module")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    folder = request.config.getoption("--screenshots")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None


@pytest.fixture(scope="module")
def windows(browser: "sync_api.Browser") -> Iterator[dict[str, "sync_api.Page"]]:
    """One window of each size, for all pages."""
    contexts = {name: browser.new_context(viewport={"width": width, "height": height}) for name, (width, height) in SIZES.items()}
    yield {name: context.new_page() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def small(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    """A window as narrow as pages must fit (WCAG 2.2, success criterion 1.4.10)."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def violations(page: "sync_api.Page", measure: bool = True) -> list[str]:
    """List what axe finds on a page: the rule and the elements."""
    rules = {name: {"enabled": measure} for name in ("color-contrast", "target-size")}
    found = axe_playwright.Axe().run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    return [f"{row['id']}: {row['help']}: {[node['html'][:200] for node in row['nodes'][:3]]}" for row in found]


def look(page: "sync_api.Page", address: str, status: int = 200) -> list[str]:
    """Open a page; list what the browser complains about, scripts and styles that the policy refuses included."""
    complaints: list[str] = []

    def hear(message: "sync_api.ConsoleMessage") -> None:
        if message.type in ("error", "warning") and not (status != 200 and f"status of {status}" in message.text):
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    response = page.goto(address)
    assert response is not None and response.status == status
    page.remove_listener("console", hear)
    return complaints


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_keeps_to_the_policy(
    name: str, size: str, server: str, windows: dict[str, "sync_api.Page"], screenshots: Path | None
) -> None:
    page = windows[size]
    assert look(page, server + PAGES[name], FAILING.get(name, 200)) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels too wide"
    if screenshots:
        page.screenshot(path=screenshots / f"{name}-{size}.png", full_page=True)
    if name not in LONG or size == "wide":
        assert violations(page, measure=name not in SAME) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_smallest_telephone(name: str, server: str, small: "sync_api.Page") -> None:
    look(small, server + PAGES[name], FAILING.get(name, 200))
    wide = small.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels too wide"


@pytest.mark.parametrize("name", ["publication", "implication", "reference", "matrix", "scheme", "tip", "query-answer", "query-wrong", "queries", "example", "example-wrong", "nothing"])
def test_a_page_has_enough_contrast_in_the_dark(name: str, server: str, windows: dict[str, "sync_api.Page"], screenshots: Path | None) -> None:
    page = windows["wide"]
    page.emulate_media(color_scheme="dark")
    try:
        look(page, server + PAGES[name], FAILING.get(name, 200))
        if screenshots:
            page.screenshot(path=screenshots / f"{name}-dark.png", full_page=True)
        assert violations(page) == []
    finally:
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("path", ["/", "/cup/leaf/sencha.html", "/cup/leaf/brick.html", "/cup/leaf/mud.html", "/cup/scheme/leaf.html", "/terms.html", "/cup/dataset.html"])
def test_pages_of_another_dataset_are_as_good(path: str, tiny_server: str, windows: dict[str, "sync_api.Page"], screenshots: Path | None) -> None:
    page = windows["narrow"]
    assert look(page, tiny_server + path, 410 if "mud" in path else 200) == []
    if screenshots:
        page.screenshot(path=screenshots / f"tiny-{re.sub('[^a-z]+', '-', path).strip('-') or 'home'}.png", full_page=True)
    assert violations(page) == []


def test_the_address_can_be_copied(server: str, browser: "sync_api.Browser") -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(server + PAGES["reference"])
    button = page.get_by_role("button", name="Copy the address")
    button.click()
    page.wait_for_function("document.querySelector('[data-copy]').textContent == 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == "https://w3id.org/rip-ld/frost-2005/reference/A9"
    context.close()


def test_the_keyboard_can_skip_to_the_content(server: str, browser: "sync_api.Browser") -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server + PAGES["level"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    context.close()


def test_everything_works_without_scripts(server: str, browser: "sync_api.Browser") -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + PAGES["scheme"])
    page.locator(".tree").first.get_by_role("link", name="Mutual engagement", exact=True).first.click()
    assert page.url.endswith("/frost-2005/framework/mutual-engagement.html")
    assert page.locator("button[data-copy]:visible").count() == 0
    page.get_by_role("searchbox").fill("co-location")
    page.get_by_role("searchbox").press("Enter")
    assert "Co-location of service deliverers" in page.locator(".hits").inner_text()
    page.goto(server + "/sparql")
    page.get_by_role("button", name="Run").click()
    assert page.locator("tbody tr").count() == 30
    address = page.locator("table.answer .address").first
    assert not address.is_visible()
    page.get_by_label("Show addresses").check()
    assert address.is_visible()
    context.close()
