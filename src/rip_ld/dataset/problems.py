"""Problems of a dataset, told as one clear line each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file of the dataset; `path` is relative to the dataset folder, line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it in a sentence."""

    place: Place
    level: Level
    code: str
    message: str

    def __str__(self) -> str:
        at = self.place
        return f"{at.path}:{at.line}:{at.column}: {self.level} {self.code}: {self.message}"


class DatasetError(Exception):
    """The dataset cannot be read; `problems` says why, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
