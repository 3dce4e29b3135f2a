"""House rules over the whole graph: SPARQL queries whose rows are problems.

A rule is a file `{code}.rq`. Its first comment line is its title, a sentence; a line `# level: warning` sets the level
(error, warning or info; error if unsaid). It selects ?focus, the resource that is at fault, and may select ?message (the
sentence to show; the title if unbound), ?predicate and ?value (the statement that is at fault) and ?graph (the named
graph, hence file, in which it stands). Every file is one named graph, the default graph is the union of all; statements
that the program added as the other way round of stated ones stand in the graph <urn:rip-ld:implied>, and so does
`?class <urn:rip-ld:within> ?other` for every class that is a stated type and those above it, itself among them. What has been withdrawn is no focus of
the dataset's own rules, for there is little left of it to be right or wrong.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from rip_ld.dataset.locate import Locator
from rip_ld.dataset.problems import DatasetError, Level, Place, Problem
from rip_ld.dataset.read import Dataset
from rip_ld.dataset.turtle import Term
from rip_ld.dataset.wording import Wording
from rip_ld.sparql import text as query_text

FOLDER = "shapes/rules"
OWN_FOLDER = Path(__file__).with_name("rules")
WITHIN = Path(__file__).with_name("within.rq")
IMPLIED = NamedNode("urn:rip-ld:implied")
COLUMNS = {"focus", "message", "predicate", "value", "graph"}
LEVELS: tuple[Level, ...] = ("error", "warning", "info")

_AT = re.compile(r"error at (\d+):(\d+)")
_LEVEL = re.compile(r"^#\s*level:\s*(?P<level>\S+)\s*$", re.MULTILINE)
_TITLE = re.compile(r"^#\s*(?P<title>\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """One rule: its code (the file name), path, title, level and query, and whether it is the dataset's own."""

    code: str
    path: str
    title: str
    level: Level
    query: str
    own: bool


def rules(dataset: Dataset) -> list[Rule]:
    """List the generic rules and the dataset's own, from `shapes/rules/`.

    Raises DatasetError where a rule cannot be read, or has no title, a level that does not exist, or the name of another rule.
    """
    found: dict[str, Rule] = {}
    problems: list[Problem] = []
    generic = [str(path) for path in sorted(OWN_FOLDER.glob("*.rq"))]
    for name in (*generic, *rule_files(dataset.folder)):
        path = dataset.folder / name  # which is the path itself where that is absolute
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            fault = f"Cannot be read: {error.strerror}." if isinstance(error, OSError) else "This is not UTF-8; save the file as UTF-8."
            problems.append(Problem(Place(name), "error", "bad-rule", fault))
            continue
        title, level = _TITLE.search(text), _LEVEL.search(text)
        faults = {
            "A rule begins with a comment line that is its title.": not title,
            f"A rule's level is one of {', '.join(LEVELS)}.": level and level["level"] not in LEVELS,
            "Another rule has this name; rename this one.": path.stem in found,
        }
        problems += [Problem(Place(name), "error", "bad-rule", fault) for fault, true in faults.items() if true]
        if title:
            found[path.stem] = Rule(path.stem, name, title["title"], level["level"] if level else "error", text, name not in generic)
    if problems:
        raise DatasetError(problems)
    return list(found.values())


def rule_files(folder: Path) -> list[str]:
    """List the rules of a dataset folder, relative to it."""
    return [f"{FOLDER}/{path.name}" for path in sorted((folder / FOLDER).glob("*.rq"))]


def syntax_error(query: str) -> str | None:
    """Give what the engine says of a text that is no SPARQL query, None where it is one."""
    try:
        Store().query(query)
    except SyntaxError as error:
        return str(error.msg)
    except (ValueError, RuntimeError):  # a function that is not known, or a service: sound all the same
        return None
    return None


def values(prologue: str, given: str) -> list[Term]:
    """List the values that stand between the braces of a VALUES block of one variable."""
    rows = Store().query(f"{prologue}\nSELECT ?value WHERE {{ VALUES ?value {{ {given} }} }}")
    return [row[0] for row in rows if row[0] is not None]


def graph(dataset: Dataset) -> Store:
    """Load what the rules are asked of: the ontology and the data, without the shapes, implied statements apart."""
    shapes = {dataset.graph_iri(file) for file in dataset.files if file.path.startswith("shapes/")}
    stated = dataset.quads[: dataset.statements - len(dataset.implied)]
    store = Store()
    store.bulk_extend(quad for quad in stated if quad.graph_name.value not in shapes)
    store.bulk_extend(Quad(*quad.triple, IMPLIED) for quad in dataset.implied if quad.graph_name.value not in shapes)
    store.bulk_extend(Quad(*triple, IMPLIED) for triple in store.query(WITHIN.read_text("utf-8"), use_default_graph_as_union=True))
    return store


def broken(dataset: Dataset, locator: Locator, wording: Wording) -> Iterator[Problem]:
    """Ask all rules of a dataset and give a problem for each row of their answers, or for a rule that cannot be asked.

    Raises DatasetError where a rule is no use, as `rules` does.
    """
    known, store = rules(dataset), graph(dataset)
    with ThreadPoolExecutor() as executor:  # while the engine looks for an answer, another thread can ask
        for rule, answer in zip(known, executor.map(lambda rule: _answer(dataset, rule, store), known), strict=True):
            if isinstance(answer, Problem):
                yield answer
                continue
            for cell in answer:
                if not (rule.own and cell["focus"].value in dataset.withdrawn):
                    yield _problem(rule, cell, locator, wording)


def _answer(dataset: Dataset, rule: Rule, store: Store) -> list[dict[str, Term]] | Problem:
    """Ask one rule; returns the rows that have a focus, or what is wrong with the rule."""
    if query_text.asks_a_service(rule.query):
        return _unusable(rule, "A rule asks nobody elsewhere: take SERVICE out.")
    try:
        rows = store.query(rule.query, use_default_graph_as_union=True, base_iri=dataset.iri)
    except SyntaxError as error:
        return _unusable(rule, "This is no SPARQL query.", str(error.msg))
    if not isinstance(rows, QuerySolutions) or "focus" not in {variable.value for variable in rows.variables}:
        return _unusable(rule, "A rule is a SELECT query that gives ?focus.")
    selected = [variable.value for variable in rows.variables if variable.value in COLUMNS]
    return [{name: row[name] for name in selected if row[name] is not None} for row in rows if row["focus"] is not None]


def _problem(rule: Rule, cell: dict[str, Term], locator: Locator, wording: Wording) -> Problem:
    focus = cell["focus"]
    predicate = cell["predicate"].value if "predicate" in cell else None
    place = locator.place(focus, predicate, cell.get("value"), cell["graph"].value if "graph" in cell else None)
    message = wording.sentence(cell["message"].value if "message" in cell else rule.title)
    return Problem(place, rule.level, rule.code, f"{wording.value(locator.owner(focus))}: {message}")


def _unusable(rule: Rule, message: str, reason: str = "") -> Problem:
    at = _AT.search(reason)
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    return Problem(Place(rule.path, line, column), "error", "bad-rule", message)
