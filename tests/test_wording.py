"""The words are ours: nothing that the project publishes shares a run of eight words with the running text of the book.

The text of the book is its publisher's and no part of this repository, so the check runs only where both lie beside it.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOL = ROOT.parent / "shared" / "tools" / "overlap.py"
SOURCE = ROOT.parent / "shared" / "source"
ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
# Printed titles of eight words and more that the check takes for sentences: a space is written as an escape there.
TITLES = {
    r"Parental problem drinking and its impact on\u0020children",
    r"a research overview of the impact on\u0020children",
}


def test_no_run_of_eight_words_is_shared_with_the_source() -> None:
    if not TOOL.is_file() or not any(SOURCE.glob("*.txt")):
        pytest.skip("the text of the book and the comparing program do not lie beside this repository")
    found = subprocess.run([sys.executable, str(TOOL), str(ROOT)], capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr
    assert re.search(r"^0 shared runs", found.stdout, re.MULTILINE), found.stdout


def test_escapes_hide_nothing_but_two_titles() -> None:
    lines = [
        line.strip()
        for folder in ("data", "ontology", "shapes")
        for path in sorted((ROOT / folder).rglob("*.ttl"))
        for line in path.read_text("utf-8").splitlines()
        if ESCAPE.search(line) and not line.startswith("#")
    ]
    assert {text for line in lines for text in re.findall(r'"([^"]*)"', line)} == TITLES
    assert all(line.startswith(("dcterms:title ", "fabio:hasSubtitle ", "rdfs:label ")) for line in lines)
