"""The recipes of docs/editing.md work: each Turtle block is added to a copy of the file it names, and the copy is sound and served.

Convention: a block marked `turtle PATH` is appended to that file of the dataset (a new file where there is none). The block for
`data/more-tips.ttl` has mistakes; the `text` block after it is what `rip-ld check` says of it.
"""

import re
import shutil
from pathlib import Path

import pytest

from rip_ld.dataset.check import check
from rip_ld.dataset.read import read
from rip_ld.publication import publish
from rip_ld.settings import Settings
from rip_ld.web.app import create_app

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "editing.md").read_text("utf-8")
BLOCKS = re.findall(r"^```turtle (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
MISTAKEN = "data/more-tips.ttl"
RECIPES = [(path, block) for path, block in BLOCKS if path != MISTAKEN]


def copy(folder: Path) -> Path:
    for name in ("ontology", "data", "shapes"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("examples"))
    return folder


def add(folder: Path, path: str, block: str) -> None:
    before = (folder / path).read_text("utf-8") + "\n" if (folder / path).exists() else ""
    (folder / path).write_text(before + block, "utf-8")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the dataset in which every recipe has been followed."""
    folder = copy(tmp_path_factory.mktemp("edited"))
    for path, block in RECIPES:
        add(folder, path, block)
    return folder


def test_there_are_recipes_for_every_sort_of_file() -> None:
    assert len(RECIPES) == 12
    assert {path.split("/")[0] for path, _ in RECIPES} == {"data", "ontology", "shapes"}


def test_what_the_recipes_add_has_no_problems(edited: Path) -> None:
    touched = {path for path, _ in RECIPES}
    assert [str(problem) for problem in check(read(edited), touched) if problem.level != "info"] == []


def test_what_the_recipes_add_has_pages(edited: Path) -> None:
    with publish(Settings(dataset=edited, query_workers=1)) as publication:
        client = create_app(publication).test_client()

        def page(path: str) -> str:
            response = client.get(f"/frost-2005/{path}.html")
            assert response.status_code == 200, path
            return " ".join(response.text.split())

        assert "Tip 20: share the kitchen" in page("tip/20")
        assert "Tip 20: share the kitchen" in page("implication/co-location")
        assert "Drop-in centres" in page("service/walk-in-centres")
        assert "Walk-in centres" in page("scheme/service")
        assert "B Ashe" in page("reference/C6")
        # A class of its own, laid out by its shape: no line of Python knows of it.
        question = page("question/1")
        assert "What children gain" in question
        assert question.index("hardly known") < question.index("Asks about") < question.index("Awareness of impact of change on service-users")
        listed = client.get("/frost-2005/question/", headers={"Accept": "text/html"})
        assert listed.status_code == 200
        assert "What the review says ought to be studied." in listed.text


def test_problems_look_as_the_docs_show_them(tmp_path: Path) -> None:
    [block] = [block for path, block in BLOCKS if path == MISTAKEN]
    [promised] = re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    folder = copy(tmp_path)
    add(folder, MISTAKEN, block)
    assert [str(problem) for problem in check(read(folder), [MISTAKEN])] == promised.splitlines()


def test_a_record_withdrawn_as_the_docs_say_leaves_the_check_clean_and_its_address_gone(tmp_path: Path) -> None:
    [block] = re.findall(r"^```turtle\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    folder = copy(tmp_path)
    tips = (folder / "data/tips.ttl").read_text("utf-8")
    subject = block.split(" ")[0]
    spoilt, times = re.subn(rf"^{subject} a .*?(?=^<|\Z)", block + "\n", tips, flags=re.MULTILINE | re.DOTALL)
    assert times == 1
    (folder / "data/tips.ttl").write_text(spoilt.replace("\n@prefix", "\n@prefix adms: <http://www.w3.org/ns/adms#> .\n@prefix", 1), "utf-8")
    assert [str(problem) for problem in check(read(folder)) if problem.level == "error"] == []
    with publish(Settings(dataset=folder, query_workers=1)) as publication:
        client = create_app(publication).test_client()
        assert client.get("/frost-2005/tip/5.html").status_code == 410
        assert client.get("/frost-2005/tip/6.html").status_code == 200
