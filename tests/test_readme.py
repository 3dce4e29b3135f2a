"""What the README and the docs promise: their commands are run, their answers compared, their links followed.

Convention: a block marked `sh` is run in the repository against a live server, one marked `sparql` is asked of that server; the lines
of the `text` block after it must stand in the output, in that order. A block marked `sh setup` needs the network, so only
`make --dry-run` is tried.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/**/*.md")])
BLOCK = re.compile(r"^```(?P<mark>[^\n`]+)\n(?P<text>.*?)^```$(?:\n\n```text\n(?P<answer>.*?)^```$)?", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


def blocks(mark: str) -> list[tuple[str, str]]:
    """List the blocks of the README that carry a mark, each with the answer it promises."""
    found = [(block["mark"], block["text"], block["answer"] or "") for block in BLOCK.finditer((ROOT / "README.md").read_text("utf-8"))]
    return [(text, answer) for name, text, answer in found if name == mark]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Serve the publication as the README says, on a port that is free; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([BIN / "rip-ld", "serve", "--port", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            wait(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait(address: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urlopen(address, timeout=5).close()
            return
        except HTTPError as error:
            raise AssertionError(f"{error.code} at {address}") from error
        except (URLError, ConnectionError):
            assert time.monotonic() < end, f"nothing answers at {address}"
            time.sleep(0.1)


def assert_says(output: str, promised: str) -> None:
    lines = iter(output.splitlines())
    for line in promised.splitlines():
        assert any(line == other for other in lines), f"not said, or not in this order: {line}\n{output}"


def test_the_readme_has_commands_queries_and_setup() -> None:
    assert (len(blocks("sh setup")), len(blocks("sparql"))) == (2, 1)
    assert len(blocks("sh")) >= 5


@pytest.mark.parametrize("text", [text for text, _ in blocks("sh setup")])
def test_a_setup_command_has_a_recipe(text: str) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for line in text.splitlines():
        assert line.startswith("make ")
        subprocess.run([*line.split(), "--dry-run"], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize(("text", "promised"), blocks("sh"), ids=[text.split()[0].rpartition("/")[2] for text, _ in blocks("sh")])
def test_a_command_does_what_the_readme_says(server: str, text: str, promised: str) -> None:
    if "curl" in text and shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    command = text.replace("http://127.0.0.1:8000", server).replace(".venv/bin/", f"{BIN}/")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60, env=dict(os.environ, LC_ALL="C.UTF-8"))
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.replace(server, "http://127.0.0.1:8000")
    assert_says(said, promised)
    assert not promised or len(said.splitlines()) == len(promised.splitlines()), said


def test_the_first_query_gives_what_the_readme_says(server: str) -> None:
    [(query, promised)] = blocks("sparql")
    request = Request(f"{server}/sparql", urlencode({"query": query}).encode(), {"Accept": "text/csv"})
    with urlopen(request, timeout=20) as response:
        answer = response.read().decode()
    assert_says(answer, promised)
    assert len(answer.splitlines()) == 1 + len(promised.splitlines())


@pytest.mark.parametrize("address", re.findall(r"<http://127\.0\.0\.1:8000(/[^>]*)>", (ROOT / "README.md").read_text("utf-8")))
def test_an_address_in_the_readme_is_a_page(server: str, address: str) -> None:
    with urlopen(Request(server + address, headers={"Accept": "text/html"}), timeout=20) as response:
        assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_a_link_in_a_document_leads_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        there = document.parent / path if path else document
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}, target


def test_the_licence_names_every_folder_and_no_other() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ("build", "node_modules") and not path.name.startswith(".")}
    named = set(re.findall(r"(?<![\w./-])(\.?[\w-]+)/(?=[,\s])", (ROOT / "LICENSE").read_text("utf-8")))
    assert named - {".ci"} == folders - {".ci"}


def test_the_map_of_the_folders_is_whole() -> None:
    made = (".", "build", "node_modules")
    folders = [path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(made) and any(file.is_file() for file in path.rglob("*"))]
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in folders if f"| `{name}/" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_a_document_names_no_place_of_one_machine(document: Path) -> None:
    assert not re.search(r"(?<![\w.:/])/(?:work|home|root|tmp|Users)/", document.read_text("utf-8"))
