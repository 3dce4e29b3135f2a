"""Problems of a dataset, told as one clear line each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
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
        line = f"{at.path}:{at.line}:{at.column}: {self.level} {self.code}: {self.message}"
        return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", line)  # of which a terminal would make anything


class DatasetError(Exception):
    """The dataset cannot be read; `problems` says why, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
