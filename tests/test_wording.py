"""The words are ours: nothing that the project publishes shares a run of eight words with the running text of the book.

Titles are not ours and stay as printed. The comparing program knows those that the book prints as headings or in its lists;
a title that only its running text names is let through here, where it stands as the title or the name of that publication.

The text of the book is its publisher's and no part of this repository, so the check runs only where both lie beside it.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from rip_ld.publication import Publication

ROOT = Path(__file__).parent.parent
TOOL = ROOT.parent / "shared" / "tools" / "overlap.py"
SOURCE = ROOT.parent / "shared" / "source"
SHARED = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+): (?P<words>.+)$", re.MULTILINE)
TITLED = re.compile(r'\s+(?:dcterms:title|fabio:hasSubtitle|rdfs:label) "(?P<text>[^"]+)"(?:@en)? [;.]')
ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
TITLES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
PREFIX rip: <https://w3id.org/rip-ld/ns#>
SELECT DISTINCT ?title { ?work rip:printedYear ?year ; dcterms:title|fabio:hasSubtitle ?title }
"""


def words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower()))


def not_of_titles(found: str, titles: Iterable[str], root: Path) -> Iterator[str]:
    """List the shared runs, a line each as the comparing program prints them, that are no part of a title where it is stated."""
    known = {words(title) for title in titles}
    for run in SHARED.finditer(found):
        stated = TITLED.fullmatch((root / run["path"]).read_text("utf-8").splitlines()[int(run["line"]) - 1])
        if not (stated and words(stated["text"]) in known and run["words"] in words(stated["text"])):
            yield run[0]


def test_no_run_of_eight_words_is_shared_with_the_source(real: Publication) -> None:
    if not TOOL.is_file() or not any(SOURCE.glob("*.txt")):
        pytest.skip("the text of the book and the comparing program do not lie beside this repository")
    done = subprocess.run([sys.executable, str(TOOL), str(ROOT)], capture_output=True, text=True, timeout=120)
    counted = re.search(r"^(\d+) shared runs", done.stdout, re.MULTILINE)
    assert counted and int(counted[1]) == len(SHARED.findall(done.stdout)), done.stdout + done.stderr
    assert list(not_of_titles(done.stdout, (row["title"].value for row in real.store.select(TITLES)), ROOT)) == []


def test_a_run_is_let_through_in_a_title_alone(tmp_path: Path) -> None:
    title = "Under one roof and what it does to tea"
    (tmp_path / "works.ttl").write_text(
        f'<work/a> rdfs:label "{title}"@en ;\n    dcterms:title "{title}"@en ;\n    fabio:hasSubtitle "{title}" ;\n'
        f'    rdfs:label "{title}"@en .\n    dcterms:description "{title}"@en ;\n    dcterms:title "Or: {title}"@en ;\n',
        "utf-8",
    )
    run = words(title)
    lines = [f"works.ttl:{number}: {run}" for number in range(1, 7)]
    assert list(not_of_titles("\n".join([*lines, "6 shared runs of 8 words or more"]), [title], tmp_path)) == [lines[0], *lines[4:]]
    assert list(not_of_titles(f"{lines[1]} and then", [title], tmp_path)) == [f"{lines[1]} and then"]
    assert list(not_of_titles(lines[1], ["Another"], tmp_path)) == [lines[1]]


def test_no_letter_is_escaped_so_that_every_text_reads_as_it_is_written() -> None:
    files = [path for folder in ("data", "ontology", "shapes") for path in sorted((ROOT / folder).rglob("*.ttl"))]
    assert len(files) > 60
    assert [path.name for path in files if ESCAPE.search(path.read_text("utf-8"))] == []
