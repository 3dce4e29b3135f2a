"""Write what was measured as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

HEADINGS = ("What", "Measured", "Median", "Lowest to highest", "Bar", "Verdict")


@dataclass(frozen=True)
class Result:
    """One line of the table: something measured once a round; `bar` is the most that the median may be, if there is one."""

    what: str
    unit: str
    values: tuple[float, ...]
    bar: float | None = None

    @property
    def middle(self) -> float:
        """Give the median of the rounds."""
        return median(self.values)

    @property
    def missed(self) -> bool:
        """Tell whether the median is over the bar."""
        return self.bar is not None and self.middle > self.bar

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the line's cells."""
        spread = f"{shown(min(self.values))} to {shown(max(self.values))}" if len(self.values) > 1 else ""
        verdict = "" if self.bar is None else "missed" if self.missed else "met"
        return (self.what, self.unit, shown(self.middle), spread, "" if self.bar is None else f"≤ {self.bar:g}", verdict)


def shown(value: float) -> str:
    """Write a number with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def markdown(rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> str:
    """Write a Markdown table, its columns in line so that it can be read as it is."""
    table = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(headings))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in table]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]) + "\n"
