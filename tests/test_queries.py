"""The example queries: each has a title and a description and gives what the book, read by hand, says it must give."""

import csv
import io
import re
from pathlib import Path

import pytest

from rip_ld.publication import Publication
from rip_ld.sparql import Query

FOLDER = Path(__file__).parent.parent / "queries"
FILES = sorted(FOLDER.glob("*.rq"))
BASE = "https://w3id.org/rip-ld/frost-2005/"

# Read off the printed book; what a cell has in it, in the order of the columns named. A set is a cell whose words may stand in any order.
EXPECTED: dict[str, tuple[tuple[str, ...], list[tuple]]] = {
    "concept-to-page": (
        ("concept", "pages"),  # the index prints 17, 31, 43-4, 51; the appendices are pages 54 and 55
        [("practice/co-location", {"55"}), ("implication/co-location", {"51", "54"}), ("theme/co-location", {"17", "31", "43", "44", "51"})],
    ),
    "evidence-by-category": (
        ("implication", "a", "b", "c", "d"),
        [
            ("implication/joint-procedural-work", 6, 3, 0, 3),
            ("implication/inclusive-planning-systems", 6, 2, 0, 4),
            ("implication/clear-lines-of-accountability", 6, 1, 0, 3),
            ("implication/employment-conditions", 2, 0, 0, 2),
            ("implication/leadership-vision", 5, 2, 0, 3),
            ("implication/role-clarification", 3, 1, 0, 3),
            ("implication/status-barriers", 7, 2, 0, 0),
            ("implication/agreed-strategic-objectives", 6, 2, 0, 3),
            ("implication/transparent-structures", 6, 2, 0, 2),
            ("implication/co-location", 0, 0, 0, 2),
            ("implication/peripheral-team-members", 0, 0, 0, 2),
            ("implication/professional-diversity", 5, 1, 0, 0),
            ("implication/impact-on-service-users", 5, 4, 0, 4),
            ("implication/time-for-reflection", 4, 0, 0, 0),
            ("implication/joint-client-focused-activities", 2, 0, 0, 3),
            ("implication/professional-development", 2, 1, 0, 3),
            ("implication/specialist-skills", 2, 1, 0, 0),
        ],
    ),
    "ladder": (
        ("rank", "level", "above"),
        [
            (0, "level/no-partnership", "Co-operation"),
            (1, "level/co-operation", "Collaboration"),
            (2, "level/collaboration", "Co-ordination"),
            (3, "level/co-ordination", "Merger/integration"),
            (4, "level/merger-integration", ""),
        ],
    ),
    "policy-papers-alone": (
        ("implication", "evidence"),
        [("implication/co-location", {"D4", "D5"}), ("implication/peripheral-team-members", {"D4", "D5"})],
    ),
    "printed-two-ways": (
        ("code",),
        [("A13",), ("B31",), ("D5",), ("D8",), ("D9",)],
    ),
    "tips-of-an-implication": (("tip", "code"), [("tip/8", "TIP 8"), ("tip/9", "TIP 9")]),
    "works-by-an-author": (
        ("work", "year", "role", "place"),
        [("reference/B9", 1992, "author", 1), ("reference/A10", 1995, "author", 1), ("reference/A4", 1995, "author", 2)],
    ),
}
# Lists that are still to be keyed add rows to the answers of these.
GROWING = {"concept-to-page"}
# Of the longer list, the errata that a reader of the book can see on one page.
ERRATA = {
    "erratum/1": ("Failed check digit", "0-904984-04-5", "1-904984-04-5"),
    "erratum/2": ("Wrong code", "D10", "D8"),
    "erratum/3": ("Discrepancy", "2003", "2004"),
    "erratum/9": ("Cut short", "Cambridge: Cambridge", "Cambridge: Cambridge University Press"),
    "erratum/18": ("Punctuation", "16:1", "16 (1)"),
}


def answer(publication: Publication, name: str) -> list[dict[str, str]]:
    text = (FOLDER / f"{name}.rq").read_text("utf-8")
    body = publication.pool.run(Query(text, solutions="csv")).body.decode()
    return list(csv.DictReader(io.StringIO(body)))


def cell(row: dict[str, str], name: str, like: object) -> object:
    text = row[name].removeprefix(BASE)
    return set(text.split()) if isinstance(like, set) else int(text) if isinstance(like, int) else text


def test_there_is_an_expectation_for_every_query_and_a_query_for_every_expectation() -> None:
    assert {path.stem for path in FILES} == {*EXPECTED, "errata-of-the-book"}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_query_begins_with_its_title_and_its_description(path: Path) -> None:
    title, description, *_ = path.read_text("utf-8").splitlines()
    assert re.fullmatch(r"# title: [A-Z][^.]{5,70}", title)
    assert re.fullmatch(r"# description: [A-Z].{20,}\.", description)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_query_gives_what_the_book_says(real: Publication, name: str) -> None:
    columns, expected = EXPECTED[name]
    rows = [row for row in answer(real, name) if name not in GROWING or row[columns[0]] in {BASE + first[0] for first in expected}]
    assert [tuple(cell(row, column, like) for column, like in zip(columns, expected[0], strict=True)) for row in rows] == expected


def test_the_errata_of_the_book_are_told_with_their_reading_and_without_faults_of_the_scan(real: Publication) -> None:
    rows = {row["erratum"].removeprefix(BASE): row for row in answer(real, "errata-of-the-book")}
    assert {name: (rows[name]["type"], rows[name]["printed"], rows[name]["readAs"]) for name in ERRATA} == ERRATA
    assert all(row["confidence"] for row in rows.values())
    assert "Scan fault" not in {row["type"] for row in rows.values()}


def test_every_row_of_every_query_names_its_thing(real: Publication) -> None:
    for path in FILES:
        for row in answer(real, path.stem):
            assert row.get("label") or row.get("title") or row.get("code"), (path.stem, row)
