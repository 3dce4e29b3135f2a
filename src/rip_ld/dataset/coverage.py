"""Compare what a source holds, counted by hand, with what of it is in the graph.

The folder `inventory/` of a dataset has the table `inventory.tsv` and one query `{kind}.rq` for each kind of thing that the
table counts, its spaces as hyphens. A line of the table is one kind in one section: `section` (an address relative to the
dataset), `kind`, `count` (how many the source has), `kept` (how many of them the graph is to have, where that is another
number), `why` (the reason for the other number) and `note`. A section that holds nothing to count has one line without kind
and numbers, whose note says so. A query selects ?section and ?count. A kind that has a query and no line cannot be counted
beforehand; what the graph has of it is listed without a denominator.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

from pyoxigraph import QuerySolutions

from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.read import Dataset
from rip_ld.dataset.rules import graph
from rip_ld.dataset.wording import Wording

FOLDER = "inventory"
TABLE = f"{FOLDER}/inventory.tsv"
COLUMNS = ["section", "kind", "count", "kept", "why", "note"]


@dataclass(frozen=True)
class Line:
    """One kind of thing in one section; `count` is None where it was not counted, `found` is what the graph has."""

    section: str
    kind: str
    count: int | None
    kept: int | None
    why: str = ""
    note: str = ""
    found: int = 0

    @property
    def gap(self) -> int:
        """Give how many are missing (below zero: too many) beyond what the inventory explains."""
        return 0 if self.kept is None else self.kept - self.found


def coverage(dataset: Dataset) -> list[Line]:
    """Count in the graph what the inventory lists.

    Takes a dataset as read; returns the lines of its inventory in their order, after those of each section what its queries
    find there and the inventory does not have. Raises DatasetError with a problem for each line or query that cannot be used.
    """
    lines = _inventory(dataset)
    found = _found(dataset, {_stem(line.kind): line.kind for line in lines.values()})
    places = {(line.section, line.kind): number for number, line in lines.items()}
    counted = {line.kind for line in lines.values()}
    sections = {line.section for line in lines.values()}
    known = {quad.subject.value for quad in dataset.quads}
    problems = [
        *(_problem(number, "unknown-section", f"The dataset has no {line.section}.") for number, line in lines.items() if urljoin(dataset.iri, line.section) not in known),
        *(
            _problem(number, "unknown-kind", f"There is no {FOLDER}/{_stem(line.kind)}.rq to count this kind.")
            for number, line in lines.items()
            if line.kind and line.kind not in found
        ),
        *(_problem(number, "twice", "This kind was counted in this section above; make them one line.") for number, line in lines.items() if places[line.section, line.kind] != number),
        *(
            Problem(Place(TABLE), "error", "missing-section", f"{FOLDER}/{_stem(kind)}.rq finds something in {section}, which has no line here.")
            for kind, counts in found.items()
            for section in counts
            if section not in sections
        ),
    ]
    if problems:
        raise DatasetError(problems)
    result = []
    for section in dict.fromkeys(line.section for line in lines.values()):
        result += [replace(line, found=found[line.kind][section] if line.kind else 0) for line in lines.values() if line.section == section]
        for kind in sorted(found):
            if found[kind][section] and (section, kind) not in places:
                zero = 0 if kind in counted else None
                result.append(Line(section, kind, zero, zero, found=found[kind][section]))
    return result


def markdown(dataset: Dataset, lines: list[Line]) -> str:
    """Write the comparison as a page of Markdown: all kinds, then all sections, with every gap marked."""
    words = Wording(dataset)
    gaps = sum(line.gap != 0 for line in lines)
    kinds = sorted({line.kind for line in lines if line.kind})
    page = ["# Coverage", "", f"What the source holds, counted by hand in `{TABLE}`, and how much of it is in the graph. Written by `rip-ld coverage`; not to be edited."]
    page += ["", f"{len(lines)} lines; {f'**{gaps} with an unexplained difference**, marked' if gaps else 'no unexplained difference'}.", "", "## By kind", ""]
    page += ["| what | in the source | in the graph | unexplained |", "|---|---:|---:|---:|"]
    for kind in kinds:
        own = [line for line in lines if line.kind == kind]
        count = sum(line.count or 0 for line in own) if any(line.count is not None for line in own) else "not counted"
        page.append(f"| {kind} | {count} | {sum(line.found for line in own)} | {sum(abs(line.gap) for line in own) or ''} |")
    page += ["", "## By section", "", "| section | what | in the source | in the graph | why not all, or more | note |", "|---|---|---:|---:|---|---|"]
    before = ""
    for line in lines:
        name = words.label(urljoin(dataset.iri, line.section)) if line.section != before else ""
        before = line.section
        numbers = ["" if not line.kind else "not counted" if line.count is None else str(line.count), str(line.found) if line.kind else ""]
        mark = f"**{f'{line.gap} missing' if line.gap > 0 else f'{-line.gap} more than expected'}**" if line.gap else ""
        page.append("| " + " | ".join([name, line.kind, *numbers, " ".join(part for part in (mark, line.why) if part), line.note]) + " |")
    return "\n".join(page) + "\n"


def _inventory(dataset: Dataset) -> dict[int, Line]:
    """Read the table; returns its lines under their numbers."""
    try:
        rows = list(csv.reader((dataset.folder / TABLE).read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    except FileNotFoundError:
        raise DatasetError([Problem(Place(TABLE), "error", "no-inventory", "There is no such file, so nothing to compare with.")]) from None
    if not rows or rows[0] != COLUMNS:
        raise DatasetError([_problem(1, "bad-inventory", f"The first line names the columns {', '.join(COLUMNS)}, with tabs between them.")])
    lines, problems = {}, []
    for number, row in enumerate(rows[1:], 2):
        section, kind, count, kept, why, note = cells = [*row, *[""] * len(COLUMNS)][: len(COLUMNS)]
        wrong = {
            "A line has no more than six cells.": len(row) > len(cells),
            "A kind needs a count, and a count a kind.": bool(kind) != bool(count),
            "Counts are whole numbers.": not all(number.isdecimal() for number in (count, kept) if number),
            "A number kept that is not the count needs a reason, and a reason such a number.": bool(kept and kept != count) != bool(why),
            "A line without kind says in its note why there is nothing to count.": not kind and not note,
        }
        problems += [_problem(number, "bad-inventory", message) for message, true in wrong.items() if true]
        if not any(wrong.values()):
            lines[number] = Line(section, kind, int(count) if kind else None, int(kept or count) if kind else None, why, note)
    if problems:
        raise DatasetError(problems)
    return lines


def _found(dataset: Dataset, names: dict[str, str]) -> dict[str, Counter[str]]:
    """Ask every query of the folder; returns how many of each kind, by its name or else its file's, are in each section."""
    store, found = graph(dataset), {}
    for path in sorted((dataset.folder / FOLDER).glob("*.rq")):
        found[names.get(path.stem, path.stem.replace("-", " "))] = Counter(dict(_answer(dataset, path, store.query)))
    return found


def _answer(dataset: Dataset, path: Path, query) -> Iterator[tuple[str, int]]:
    at = Place(str(path.relative_to(dataset.folder)))
    try:
        rows = query(path.read_text("utf-8"), use_default_graph_as_union=True, base_iri=dataset.iri)
    except SyntaxError as error:
        raise DatasetError([Problem(at, "error", "bad-query", f"This is no SPARQL query: {error.msg}.")]) from None
    if not isinstance(rows, QuerySolutions) or not {"section", "count"} <= {variable.value for variable in rows.variables}:
        raise DatasetError([Problem(at, "error", "bad-query", "Select ?section and ?count.")])
    base = urljoin(dataset.iri, ".")
    for row in rows:
        if row["section"] is not None:  # a count over nothing has no section
            yield row["section"].value.removeprefix(base), int(row["count"].value)


def _stem(kind: str) -> str:
    return kind.replace(" ", "-")


def _problem(number: int, code: str, message: str) -> Problem:
    return Problem(Place(TABLE, number), "error", code, message)
