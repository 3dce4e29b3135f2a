"""The inventory of the book and the data are compared, the comparison is current, and what is missing shows."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from datasets import write

from rip_ld.dataset.coverage import COLUMNS, TABLE, Line, coverage, markdown
from rip_ld.dataset.problems import DatasetError
from rip_ld.dataset.read import Dataset, read

PAGE = ROOT / "docs" / "coverage.md"
SECTION = re.compile(r"/section/[^/]+$")
RINGS = """\
# The rings that a site has.
PREFIX r: <https://example.org/rings/ns#>
SELECT (<https://example.org/rings/site/marsh> AS ?section) (?ring AS ?thing) WHERE { ?ring r:year ?year }
"""


def table(*lines: str) -> str:
    return "".join(line + "\n" for line in ["\t".join(COLUMNS), *lines])


def rings(folder: Path, *lines: str) -> Dataset:
    """A small dataset whose inventory has these lines."""
    return read(write(folder, {TABLE: table(*lines), "inventory/leg-ring.rq": RINGS}))


def problems(dataset: Dataset) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        coverage(dataset)
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture(scope="module")
def book() -> Dataset:
    return read(ROOT)


def test_the_page_is_current(book: Dataset) -> None:
    assert PAGE.read_text("utf-8") == markdown(book, coverage(book)), "run make coverage"


def test_every_section_of_the_book_stands_in_the_inventory_in_the_order_of_the_book(book: Dataset) -> None:
    parts: dict[str, list[str]] = {}
    position: dict[str, int] = {}
    for quad in book.quads:
        if SECTION.search(quad.subject.value) and quad.predicate.value == "http://purl.org/dc/terms/isPartOf":
            parts.setdefault(quad.object.value, []).append(quad.subject.value)
        if SECTION.search(quad.subject.value) and quad.predicate.value.endswith("ns#position"):
            position[quad.subject.value] = int(quad.object.value)

    def below(whole: str) -> list[str]:
        return [section for part in sorted(parts.get(whole, ()), key=position.__getitem__) for section in (part, *below(part))]

    rows = csv.DictReader((ROOT / TABLE).read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    listed = dict.fromkeys(row["section"] for row in rows)
    assert list(listed) == [section.split("/frost-2005/")[1] for section in below("https://w3id.org/rip-ld/frost-2005/review")]


def test_an_item_removed_from_the_data_shows_as_a_gap(tmp_path: Path) -> None:
    for name in ("ontology", "data", "shapes", "inventory"):
        shutil.copytree(ROOT / name, tmp_path / name)
    tips = tmp_path / "data" / "tips.ttl"
    before, first, rest = re.split(r"(?=^<tip/3>)|(?=^<tip/4>)", tips.read_text("utf-8"), flags=re.MULTILINE)
    assert first.startswith("<tip/3>")
    tips.write_text(before + rest, "utf-8")
    dataset = read(tmp_path)
    lines = [line for line in coverage(dataset) if line.kind == "tip" and line.gap]
    assert [(line.section, line.gap) for line in lines] == [("section/heading-clear-lines-of-accountability", 1)]
    [row] = [row for row in markdown(dataset, lines).splitlines() if row.startswith("| Clear lines")]
    assert row == "| Clear lines of accountability | tip | 1 | 0 | **1 missing** | 3 |"


def test_what_is_found_is_compared_with_what_is_to_be_kept(tmp_path: Path) -> None:
    two = frozenset({"<https://example.org/rings/ring/1>", "<https://example.org/rings/ring/2>"})
    assert coverage(rings(tmp_path / "a", "site/marsh\tleg ring\t2")) == [Line("site/marsh", "leg ring", 2, 2, things=two)]
    [line] = coverage(rings(tmp_path / "b", "site/marsh\tleg ring\t3\t2\tone was lost"))
    assert (line.gap, line.why) == (0, "one was lost")
    [line] = coverage(rings(tmp_path / "c", "site/marsh\tleg ring\t1"))
    assert line.gap == -1
    assert "**1 more than expected**" in markdown(read(tmp_path / "c"), [line])


def test_what_stands_in_two_sections_is_two_places_and_one_thing(tmp_path: Path) -> None:
    dataset = rings(tmp_path, "site/marsh\tleg ring\t2", "person/ada\tleg ring\t2")
    both = RINGS.replace("(<https://example.org/rings/site/marsh> AS ?section) ", "?section ").replace("{ ?ring", "{ VALUES ?section { <https://example.org/rings/site/marsh> <https://example.org/rings/person/ada> } ?ring")
    (tmp_path / "inventory" / "leg-ring.rq").write_text(both, "utf-8")
    assert "| leg ring | 4 | 4 | 2 |  |" in markdown(dataset, coverage(dataset))


def test_a_kind_with_a_query_alone_has_no_denominator_and_no_gap(tmp_path: Path) -> None:
    dataset = rings(tmp_path, "site/marsh\t\t\t\t\tnothing counted")
    assert [(line.kind, line.count, line.found, line.gap) for line in coverage(dataset)] == [("", None, 0, 0), ("leg ring", None, 2, 0)]
    assert "| the marsh |  |  |  |  | nothing counted |\n|  | leg ring | not counted | 2 |  |  |" in markdown(dataset, coverage(dataset))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("site/marsh\tegg\t1", "inventory/inventory.tsv:2:1: error unknown-kind: There is no inventory/egg.rq to count “egg”."),
        ("site/hill\tleg ring\t1", "inventory/inventory.tsv:2:1: error unknown-section: The dataset has no site/hill."),
        ("site/marsh\tleg ring\tmany", "inventory/inventory.tsv:2:1: error bad-inventory: Counts are whole numbers."),
        ("site/marsh\tleg ring", "inventory/inventory.tsv:2:1: error bad-inventory: A kind needs a count, and a count a kind."),
        ("site/marsh", "inventory/inventory.tsv:2:1: error bad-inventory: A line without kind says in its note why there is nothing to count."),
        (
            "site/marsh\tleg ring\t3\t2",
            "inventory/inventory.tsv:2:1: error bad-inventory: A number kept that is not the count needs a reason, and a reason such a number.",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_one_clear_line(tmp_path: Path, line: str, problem: str) -> None:
    assert problems(rings(tmp_path, line, "site/marsh\t\t\t\t\tnothing")) == [problem]


def test_inventory_and_queries_must_be_usable(tmp_path: Path) -> None:
    twice = rings(tmp_path / "a", "site/marsh\tleg ring\t2", "site/marsh\tleg ring\t2")
    assert [problem.split(": ")[1] for problem in problems(twice)] == ["error twice"]
    absent = rings(tmp_path / "b", "ring/1\tleg ring\t2")
    assert problems(absent) == [f"{TABLE}:1:1: error missing-section: inventory/leg-ring.rq finds something in site/marsh, which has no line here."]
    none = read(write(tmp_path / "c"))
    assert problems(none) == [f"{TABLE}:1:1: error no-inventory: There is no such file, so nothing to compare with."]
    for text in ("SELECT ?section WHERE { ?section ?p ?o }", "ASK {}", "SELECT"):
        bad = read(write(tmp_path / "d", {TABLE: table("site/marsh\tleg ring\t2"), "inventory/leg-ring.rq": text}))
        [problem] = problems(bad)
        assert problem.startswith("inventory/leg-ring.rq:1:1: error bad-query: ")


def test_the_command_writes_the_page_or_says_what_is_wrong(tmp_path: Path) -> None:
    def run(folder: Path) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-m", "rip_ld.cli", "coverage", "--dataset", str(folder)], capture_output=True, text=True, encoding="utf-8", check=False)

    rings(tmp_path / "a", "site/marsh\tleg ring\t2")
    done = run(tmp_path / "a")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Coverage\n")
    done = run(write(tmp_path / "b"))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
