"""Check a dataset: files, lexical forms, rules, shapes, queries; every fault is one problem with its place."""

from collections.abc import Callable, Collection, Iterable, Iterator

from rip_ld.dataset.context import CONTEXT, read_context
from rip_ld.dataset.examples import query_files
from rip_ld.dataset.lexical import ill_formed
from rip_ld.dataset.locate import Locator, unmargined
from rip_ld.dataset.metashapes import broken_shapes
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.queries import faulty_queries
from rip_ld.dataset.reach import unanswerable
from rip_ld.dataset.read import Dataset, SourceFile
from rip_ld.dataset.rules import broken, rule_files
from rip_ld.dataset.shacl import rdflib_graph, violations
from rip_ld.dataset.sight import asked, seen
from rip_ld.dataset.space import foreign_subjects
from rip_ld.dataset.vocabulary import undescribed_shapes, unknown_terms
from rip_ld.dataset.wording import Wording

# Problems that keep a check from being done, and so are told whatever files are asked for.
UNCHECKED = {"bad-rule", "not-validated"}


def check(
    dataset: Dataset, only: Collection[str] = (), progress: Callable[[str], None] | None = None
) -> list[Problem]:
    """List what is wrong in a dataset that could be read, in the order of files and lines.

    `only` names files, relative to the dataset folder: what is reported is what a check of everything would report at
    a place in them, found in less time, and whatever keeps the check itself from being done. `progress` is told each step
    in a few words. Raises DatasetError where `only` names a file that the dataset does not have.
    """
    missing = sorted(set(only) - set(checkable(dataset)))
    if missing:
        raise DatasetError(Problem(Place(path), "error", "no-file", "The dataset has no such file.") for path in missing)
    tell = progress or (lambda step: None)
    problems: set[Problem] = set()
    state = _State(dataset, set(only))
    for name, step in STEPS.items():
        tell(name)
        problems.update(step(state))
    return sorted(problem for problem in problems if not only or problem.place.path in only or problem.code in UNCHECKED)


def checkable(dataset: Dataset) -> list[str]:
    """List the files of a dataset that a check reads, relative to its folder: Turtle, the JSON-LD context, the queries, the rules."""
    context = [CONTEXT] if (dataset.folder / CONTEXT).exists() else []
    return [file.path for file in dataset.files] + context + query_files(dataset.folder) + rule_files(dataset.folder)


class _State:
    """What the steps share."""

    def __init__(self, dataset: Dataset, only: set[str]) -> None:
        self.dataset = dataset
        self.only = only
        self.files = [file for file in dataset.files if not only or file.path in only]
        self.locator = Locator(dataset)
        self.wording = Wording(dataset)
        self.shape_files = [file for file in dataset.files if file.path.startswith("shapes/")]
        self.shape_triples = [triple for file in self.shape_files for triple in file.triples]
        nowhere = set(undescribed_shapes(self.shape_triples))
        self.sound_shapes = rdflib_graph(triple for triple in self.shape_triples if triple not in nowhere)


def _files(state: _State) -> Iterator[Problem]:
    """Report records outside the address space and those that stand twice in a file, and warn of subjects that no line begins with: problems in them could not be placed."""
    yield from foreign_subjects(state.dataset, state.files, state.locator, state.wording)
    for file in state.files:
        for iri, place, first in state.locator.typed_again(file):
            message = f"{state.wording.name(iri)}: it is typed here and at line {first} too; join the two, or is one of the addresses wrong?"
            yield Problem(place, "error", "typed-twice", message)
        for iri, place in unmargined(file):
            name = state.wording.name(iri)
            message = f"{name} is a subject here, but no line begins with it; write it at the left margin."
            yield Problem(place, "warning", "subject-not-at-margin", message)


def _lexical(state: _State) -> Iterator[Problem]:
    for file in state.files:
        for triple, expected in ill_formed(file.triples):
            wording, value = state.wording, triple.object
            place = state.locator.place(
                triple.subject, triple.predicate.value, value, state.dataset.graph_iri(file)
            )
            message = (
                f"{wording.value(state.locator.owner(triple.subject))}: {wording.label(triple.predicate.value)} {wording.value(value)}"
                f" is no {wording.name(value.datatype.value)}; {expected}."
            )
            yield Problem(place, "error", "lexical-form", message)


def _rules(state: _State) -> Iterator[Problem]:
    try:
        yield from broken(state.dataset, state.locator, state.wording)
    except DatasetError as error:
        yield from error.problems


def _shapes(state: _State) -> Iterator[Problem]:
    wanted = [file for file in state.shape_files if file in state.files]
    if wanted and state.shape_triples:
        yield from unknown_terms(state.dataset, state.shape_triples, state.locator, state.wording)
        elsewhere = _subjects(state.shape_files) - _subjects(wanted)
        yield from broken_shapes(state.sound_shapes, state.locator, state.wording, elsewhere)


def _subjects(files: Iterable[SourceFile]) -> set[str]:
    return {triple.subject.value for file in files for triple in file.triples}


def _data(state: _State) -> Iterable[Problem]:
    if not state.shape_triples:
        return ()
    dataset = state.dataset
    shapes = {dataset.graph_iri(file) for file in state.shape_files}
    quads = [quad for quad in dataset.quads if quad.graph_name.value not in shapes]
    nodes = asked(quads, state.files, state.sound_shapes) if state.only else None
    data = rdflib_graph(quads if nodes is None else seen(quads, nodes, state.sound_shapes))
    return violations(data, state.sound_shapes, dataset.base, state.locator, state.wording, nodes)


def _beside(state: _State) -> Iterator[Problem]:
    """Report faults of the files that are no Turtle but are served from."""
    if not state.only or CONTEXT in state.only:
        try:
            read_context(state.dataset.folder)
        except DatasetError as error:
            yield from error.problems
    queries = [name for name in query_files(state.dataset.folder) if not state.only or name in state.only]
    yield from faulty_queries(state.dataset.folder, queries)
    if queries:
        yield from unanswerable(state.dataset, queries, state.wording)


# What is checked, in this order.
STEPS: dict[str, Callable[[_State], Iterable[Problem]]] = {
    "addresses and subjects": _files,
    "lexical forms": _lexical,
    "data against rules": _rules,
    "data against shapes": _data,
    "shapes against SHACL": _shapes,
    "queries and context": _beside,
}
