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


def test_no_run_of_eight_words_is_shared_with_the_source() -> None:
    if not TOOL.is_file() or not any(SOURCE.glob("*.txt")):
        pytest.skip("the text of the book and the comparing program do not lie beside this repository")
    found = subprocess.run([sys.executable, str(TOOL), str(ROOT)], capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr
    assert re.search(r"^0 shared runs", found.stdout, re.MULTILINE), found.stdout


def test_no_letter_is_escaped_so_that_every_text_reads_as_it_is_written() -> None:
    files = [path for folder in ("data", "ontology", "shapes") for path in sorted((ROOT / folder).rglob("*.ttl"))]
    assert len(files) > 60
    assert [path.name for path in files if ESCAPE.search(path.read_text("utf-8"))] == []
