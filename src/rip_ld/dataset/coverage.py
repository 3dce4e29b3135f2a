"""Compare what a source holds, counted by hand, with what of it is in the graph.

`inventory/inventory.tsv` counts kinds of things section by section; one query `inventory/{kind}.rq` for each kind, its spaces
as hyphens, gives ?section and ?thing of the graph. A line has a `section` (an address relative to the dataset), a `kind`, a
`count`, what of it is to be `kept` where that is another number, then with a reason `why`, and a `note`. A section with nothing
to count has a line with a note alone. A kind with a query and no line cannot be counted beforehand and has no denominator.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

from pyoxigraph import QuerySolutions

from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.read import Dataset
from rip_ld.dataset.rules import graph
from rip_ld.dataset.wording import Wording

TABLE = "inventory/inventory.tsv"
COLUMNS = ["section", "kind", "count", "kept", "why", "note"]


@dataclass(frozen=True)
class Line:
    """One kind of thing in one section; `count` is None where it was not counted, `things` is what the graph has."""

    section: str
    kind: str
    count: int | None
    kept: int | None
    why: str = ""
    note: str = ""
    things: frozenset[str] = frozenset()

    @property
    def found(self) -> int:
        """Give how many the graph has."""
        return len(self.things)

    @property
    def gap(self) -> int:
        """Give how many are missing (below zero: too many) beyond what the inventory explains."""
        return 0 if self.kept is None else self.kept - self.found


def coverage(dataset: Dataset) -> list[Line]:
    """Count in the graph what the inventory lists.

    Returns the lines in their order, after those of a section what is found there besides. Raises DatasetError where one is no use.
    """
    lines = _inventory(dataset)
    found = _found(dataset, {_stem(line.kind): line.kind for line in lines.values()})
    _complain(dataset, lines, found)
    counted, result = {line.kind for line in lines.values()}, []
    for section in dict.fromkeys(line.section for line in lines.values()):
        own = [line for line in lines.values() if line.section == section]
        result += [replace(line, things=frozenset(found.get(line.kind, {}).get(section, ()))) for line in own]
        for kind in sorted(set(found) - {line.kind for line in own}):
            if things := found[kind].get(section):
                result.append(Line(section, kind, *[0 if kind in counted else None] * 2, things=frozenset(things)))
    return result


def markdown(dataset: Dataset, lines: list[Line]) -> str:
    """Write the comparison as a page of Markdown: all kinds, then all sections, with every gap marked."""
    words, gaps, before = Wording(dataset), sum(line.gap != 0 for line in lines), ""
    page = ["# Coverage", "", f"What the source holds, counted by hand in `{TABLE}`, and how much of it is in the graph."]
    page += [f"Written by `rip-ld coverage`; not to be edited. Unexplained differences: {f'**{gaps}**' if gaps else 'none'}.", "", "## By kind", ""]
    page += ["The first two numbers are of places: what stands in two sections counts in both. The third is of different things.", ""]
    page += ["| what | places in the source | places in the graph | things in the graph | unexplained |", "|---|---:|---:|---:|---:|"]
    for kind in sorted({line.kind for line in lines if line.kind}):
        own = [line for line in lines if line.kind == kind]
        count = sum(line.count or 0 for line in own) if any(line.count is not None for line in own) else "not counted"
        things = len(frozenset().union(*(line.things for line in own)))
        page.append(f"| {kind} | {count} | {sum(line.found for line in own)} | {things} | {sum(abs(line.gap) for line in own) or ''} |")
    page += ["", "## By section", "", "| section | what | in the source | in the graph | why not all, or more | note |", "|---|---|---:|---:|---|---|"]
    for line in lines:
        name, before = words.label(urljoin(dataset.iri, line.section)) if line.section != before else "", line.section
        numbers = ["not counted" if line.count is None else str(line.count), str(line.found)] if line.kind else ["", ""]
        mark = f"**{f'{line.gap} missing' if line.gap > 0 else f'{-line.gap} more than expected'}**" if line.gap else ""
        page.append(f"| {' | '.join([name, line.kind, *numbers, f'{mark} {line.why}'.strip(), line.note])} |")
    return "\n".join(page) + "\n"


def _complain(dataset: Dataset, lines: dict[int, Line], found: dict[str, dict[str, set[str]]]) -> None:
    """Raise DatasetError where inventory, queries and dataset do not know each other."""
    known, seen, problems = {quad.subject.value for quad in dataset.quads}, set(), []
    for number, line in lines.items():
        if urljoin(dataset.iri, line.section) not in known:
            problems.append(_problem(number, "unknown-section", f"The dataset has no {line.section}."))
        if line.kind and line.kind not in found:
            problems.append(_problem(number, "unknown-kind", f"There is no inventory/{_stem(line.kind)}.rq to count “{line.kind}”."))
        if (line.section, line.kind) in seen:
            problems.append(_problem(number, "twice", "This kind was counted in this section above; make them one line."))
        seen.add((line.section, line.kind))
    sections = {section for section, _ in seen}
    for kind, section in sorted((kind, section) for kind in found for section in set(found[kind]) - sections):
        problems.append(_problem(1, "missing-section", f"inventory/{_stem(kind)}.rq finds something in {section}, which has no line here."))
    if problems:
        raise DatasetError(problems)


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


def _found(dataset: Dataset, names: dict[str, str]) -> dict[str, dict[str, set[str]]]:
    """Ask every query of the folder; returns what of each kind, by its name or else its file's, is in each section."""
    store, found = graph(dataset), {}
    for path in sorted((dataset.folder / "inventory").glob("*.rq")):
        sections = found[names.get(path.stem, path.stem.replace("-", " "))] = defaultdict(set)
        for section, thing in _answer(dataset, path, store.query):
            sections[section].add(thing)
    return found


def _answer(dataset: Dataset, path: Path, query: Callable) -> Iterator[tuple[str, str]]:
    at = Place(str(path.relative_to(dataset.folder)))
    try:
        rows = query(path.read_text("utf-8"), use_default_graph_as_union=True, base_iri=dataset.iri)
    except SyntaxError as error:
        raise DatasetError([Problem(at, "error", "bad-query", f"This is no SPARQL query: {error.msg}.")]) from None
    if not isinstance(rows, QuerySolutions) or not {"section", "thing"} <= {variable.value for variable in rows.variables}:
        raise DatasetError([Problem(at, "error", "bad-query", "Select ?section and ?thing.")])
    for row in rows:
        yield row["section"].value.removeprefix(urljoin(dataset.iri, ".")), str(row["thing"])


def _stem(kind: str) -> str:
    return kind.replace(" ", "-")


def _problem(number: int, code: str, message: str) -> Problem:
    return Problem(Place(TABLE, number), "error", code, message)
