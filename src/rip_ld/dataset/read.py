"""Read a dataset folder: Turtle files in, quads out, with the place of every subject.

One file is one named graph. Its IRI is `graph/{file name without extension}` resolved against the IRI of the dataset,
which is the one resource that has a `void:uriSpace`.
"""

import codecs
import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from rip_ld.dataset.examples import MISNAMED, NAME, Example, examples
from rip_ld.dataset.nesting import MOST_NESTED, too_deep
from rip_ld.dataset.problems import DatasetError, Place, Problem
from rip_ld.dataset.syntax import newer, syntax_problem
from rip_ld.dataset.turtle import Outline

FOLDERS = ("ontology", "data", "shapes")
BESIDE = ("queries", "shapes/rules")  # folders that a dataset may have besides
URI_SPACE = NamedNode("http://rdfs.org/ns/void#uriSpace")
STATUS = NamedNode("http://www.w3.org/ns/adms#status")
WITHDRAWN = NamedNode("http://purl.org/adms/status/Withdrawn")
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
INVERSE_OF = NamedNode("http://www.w3.org/2002/07/owl#inverseOf")
SYMMETRIC = NamedNode("http://www.w3.org/2002/07/owl#SymmetricProperty")

_SPACE = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+/(?:[^\s<>\"{}|\\^`]*[/#])?")


@dataclass(frozen=True)
class SourceFile:
    """One Turtle file: its path relative to the dataset folder, its text, the triples in it, and the prefixes that it declares."""

    path: str
    text: str
    triples: tuple[Quad, ...] = field(repr=False)
    prefixes: dict[str, str] = field(repr=False)

    @property
    def stem(self) -> str:
        """Give the file name without extension, which names the graph."""
        return Path(self.path).stem

    @cached_property
    def outline(self) -> Outline:
        """Give the outline of the text, in which places are found."""
        return Outline(self.text)


@dataclass(frozen=True)
class Dataset:
    """A dataset as read: immutable, one named graph a file; `examples` are the queries that it offers.

    `implied` is what the ontology's inverse and symmetric properties add to what the files state.
    """

    folder: Path
    iri: str
    base: str
    files: tuple[SourceFile, ...] = field(repr=False)
    implied: tuple[Quad, ...] = field(repr=False)
    prefixes: dict[str, str] = field(repr=False)
    digest: str
    examples: tuple[Example, ...] = field(default=(), repr=False)

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """List what the files state, in their order, and then what is implied; made when first asked for, because a store reads the texts itself."""
        graphs = [(NamedNode(self.graph_iri(file)), file) for file in self.files]
        return (*(Quad(subject, predicate, object, graph) for graph, file in graphs for subject, predicate, object, _ in file.triples), *self.implied)

    @property
    def statements(self) -> int:
        """Count the statements."""
        return sum(len(file.triples) for file in self.files) + len(self.implied)

    @cached_property
    def about(self) -> tuple[Triple, ...]:
        """Give what the files state about the dataset itself."""
        here = NamedNode(self.iri)
        return tuple(quad.triple for file in self.files for quad in file.triples if quad.subject == here)

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """Give where each subject stands; found when first asked for, because only a check needs to know."""
        places: dict[str, list[Place]] = defaultdict(list)
        for file in self.files:
            for subject, place in subjects(file):
                places[subject].append(place)
        return dict(places)

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Give the IRIs of what has been withdrawn: its adms:status says so (ADMS section 5.2)."""
        return frozenset(quad.subject.value for quad in self.quads if quad.predicate == STATUS and quad.object == WITHDRAWN)

    def compact(self, iri: str) -> str:
        """Write an IRI with the prefix that the dataset has for it, as people do in Turtle and queries; as it is where it has none."""
        return compact(iri, self.prefixes)

    def graph_iri(self, file: SourceFile) -> str:
        """Give the IRI of the named graph that holds a file's triples."""
        return graph_iri(self.iri, file.stem)


def compact(iri: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI with the longest of some prefixes that it has; as it is where it has none."""
    best = max(((target, name) for name, target in prefixes.items() if iri.startswith(target)), default=None, key=lambda x: (len(x[0]), x[1]))
    return f"{best[1]}:{iri[len(best[0]) :]}" if best else iri


def graph_iri(dataset_iri: str, stem: str) -> str:
    """Give the IRI of the named graph of a file, from the dataset's IRI and the file name without extension."""
    return urljoin(dataset_iri, f"graph/{stem}")


def read(folder: Path) -> Dataset:
    """Read every Turtle file of a dataset folder.

    Takes the folder that holds `ontology/`, `data/` and `shapes/`; returns the dataset, whole. Raises DatasetError with
    every problem of every file where anything cannot be read: nothing half-loads.
    """
    if not folder.is_dir():
        raise DatasetError([Problem(Place(str(folder)), "error", "no-folder", "There is no such folder.")])
    if unreadable := next(_unreadable(folder), None):
        raise DatasetError([unreadable])
    found = {name: sorted((folder / name).glob("*.ttl")) for name in FOLDERS}
    if lacking := [name for name in FOLDERS if not found[name]]:
        message = f"This folder has no Turtle file in {' nor in '.join(f'{name}/' for name in lacking)}; a dataset has {', '.join(f'{name}/' for name in FOLDERS)}."
        raise DatasetError([Problem(Place(str(folder)), "error", "no-folder", message)])
    paths = _paths(folder)
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files.append(read_file(path, str(path.relative_to(folder))))
        except DatasetError as error:
            problems += error.problems
    problems += [Problem(Place(file.path), "error", "file-name", MISNAMED) for file in files if not NAME.fullmatch(file.stem)]
    problems += _same_stem(files)
    if problems:
        raise DatasetError(problems)
    iri, base = _identity(folder, files)
    implied = tuple(_other_way_round([(NamedNode(graph_iri(iri, file.stem)), file) for file in files]))
    prefixes = {prefix: target for file in files for prefix, target in sorted(file.prefixes.items()) if prefix}
    offered = examples(folder)
    digest = _digest(((file.path, file.text.encode()) for file in files), offered)
    return Dataset(folder, iri, base, tuple(files), implied, prefixes, digest, offered)


def _unreadable(folder: Path) -> Iterator[Problem]:
    """Report the folders of a dataset that may not be listed: to a search for files they would look empty."""
    for name in (*FOLDERS, *BESIDE):
        try:
            os.listdir(folder / name)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            yield Problem(Place(str(folder / name)), "error", "unreadable", f"This folder cannot be read: {error.strerror}.")


def digest_of(folder: Path) -> str | None:
    """Give the digest that a dataset folder has when it is read, without reading its Turtle; None where it has none, or not all of it."""
    if any(next((folder / name).glob("*.ttl"), None) is None for name in FOLDERS):
        return None
    files = ((str(path.relative_to(folder)), path.read_bytes().removeprefix(codecs.BOM_UTF8)) for path in _paths(folder))
    return _digest(files, examples(folder))


def _paths(folder: Path) -> list[Path]:
    return [path for name in FOLDERS for path in sorted((folder / name).glob("*.ttl"))]


def _digest(files: Iterable[tuple[str, bytes]], offered: tuple[Example, ...]) -> str:
    return hashlib.sha256(b"\0".join([*(path.encode() + b"\0" + text for path, text in files), repr(offered).encode()])).hexdigest()


def read_file(path: Path, name: str) -> SourceFile:
    """Read one Turtle file; `name` is the path that problems show. Raises DatasetError where it is not UTF-8 Turtle."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig")
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise DatasetError([Problem(place, "error", "not-utf8", "This byte is not UTF-8; save the file as UTF-8.")]) from None
    except OSError as error:
        raise DatasetError([Problem(Place(name), "error", "unreadable", f"Cannot be read: {error.strerror}.")]) from None
    try:
        parser = parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)
        triples = tuple(parser)
    except SyntaxError as error:
        raise DatasetError([syntax_problem(text, name, error)]) from None
    if problem := newer(text, name, triples):
        raise DatasetError([problem])
    file = SourceFile(name, text, triples, parser.prefixes)
    if deep := too_deep(triples):
        message = f"Brackets stand in brackets here, more than {MOST_NESTED} deep; give what is in them addresses of its own."
        place = file.outline.mention(deep.value) if isinstance(deep, NamedNode) else (1, 1)
        raise DatasetError([Problem(Place(name, *place), "error", "too-deep", message)])
    return file


def subjects(file: SourceFile) -> Iterator[tuple[str, Place]]:
    """List the IRIs that stand at the left margin of a file as subjects, each with its place."""
    for subject, line in file.outline.subjects:
        yield subject, Place(file.path, line)


def _identity(folder: Path, files: list[SourceFile]) -> tuple[str, str]:
    """Find the dataset's IRI and its address space (VoID section 4.2, void:uriSpace)."""
    found = {
        (triple.subject.value, triple.object.value): file
        for file in files
        for triple in file.triples
        if triple.predicate == URI_SPACE and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal)
    }
    if len(found) != 1:
        message = f"Exactly one dataset with a void:uriSpace is needed, in data/dataset.ttl; found {len(found)}."
        raise DatasetError([Problem(Place(str(folder)), "error", "no-identity", message)])
    [((iri, space), file)] = found.items()
    if fault := _no_space(iri, space):
        line, column = file.outline.mention(URI_SPACE.value)
        raise DatasetError([Problem(Place(file.path, line, column), "error", "no-identity", fault)])
    return iri, space


def _no_space(iri: str, space: str) -> str | None:
    """Say what keeps a text from being the address space of a dataset, if anything does."""
    sentence = f"The void:uriSpace “{space[:80]}”"
    if not _SPACE.fullmatch(space):
        return f"{sentence} is no address space: it begins with http:// or https:// and a host, and ends in / or #."
    if not iri.startswith(space):
        return f"{sentence} does not hold the dataset itself, <{iri}>."
    return None


def _same_stem(files: list[SourceFile]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file in files:
        if file.stem in first:
            message = f"{first[file.stem]} has the same name, so both would be one graph; rename one of them."
            yield Problem(Place(file.path), "error", "same-graph", message)
        first.setdefault(file.stem, file.path)


def _other_way_round(graphs: list[tuple[NamedNode, SourceFile]]) -> Iterator[Quad]:
    """State of things with addresses what the ontology's owl:inverseOf and owl:SymmetricProperty imply, in the graph of the statement (OWL 2 section 9.2)."""
    partner: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for _, (subject, _, object) in _between_names(graphs, {INVERSE_OF}):
        partner[subject].add(object)
        partner[object].add(subject)
    for _, (subject, _, object) in _between_names(graphs, {RDF_TYPE}):
        if object == SYMMETRIC:
            partner[subject].add(subject)
    found = list(_between_names(graphs, partner))
    stated = {triple for _, triple in found}
    for graph, (subject, predicate, object) in found:
        for other in sorted(partner[predicate], key=str):
            implied = Triple(object, other, subject)
            if implied not in stated:
                stated.add(implied)
                yield Quad(*implied, graph)


def _between_names(graphs: list[tuple[NamedNode, SourceFile]], predicates: Container[NamedNode]) -> Iterator[tuple[NamedNode, Triple]]:
    """List the statements with some predicates that are about IRIs and have IRIs as values, each with its graph."""
    for graph, file in graphs:
        for quad in file.triples:
            if quad.predicate in predicates and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                yield graph, quad.triple
