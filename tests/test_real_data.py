"""The dataset that this project publishes is sound."""

from pathlib import Path

from rip_ld.dataset.check import check
from rip_ld.dataset.read import read

ROOT = Path(__file__).parent.parent


def test_the_published_dataset_has_no_errors_and_no_warnings() -> None:
    problems = [problem for problem in check(read(ROOT)) if problem.level != "info"]
    assert not problems, "\n".join(["", *map(str, problems), f"{len(problems)} problems"])
